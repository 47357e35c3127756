import { describe, expect, it } from 'vitest';
import { jobSentence } from '../../../src/domain/gitlab/job.ts';
import { bareAddress, parseJobAddress } from '../../../src/domain/gitlab/job-address.ts';
import type { Runner } from '../../../src/domain/gitlab/runner.ts';

const gitlab = 'https://gitlab.example.com';

describe('a job', () => {
  it.each([
    ['4711', gitlab, { id: 4711 }],
    [' #4711 ', gitlab, { id: 4711 }],
    [`${gitlab}/a/b/-/jobs/12`, gitlab, { id: 12, place: { gitlab: 'gitlab.example.com', project: 'a/b' } }],
    [
      `${gitlab}/a/b/c/-/jobs/12#L30`,
      gitlab,
      { id: 12, place: { gitlab: 'gitlab.example.com', project: 'a/b/c' } },
    ],
    [
      `${gitlab}/a/b/-/jobs/12/raw?x=1`,
      gitlab,
      { id: 12, place: { gitlab: 'gitlab.example.com', project: 'a/b' } },
    ],
    [`${gitlab}/a/b/builds/12`, gitlab, { id: 12, place: { gitlab: 'gitlab.example.com', project: 'a/b' } }],
    [
      'http://gitlab.example.com/a/b/-/jobs/12',
      gitlab,
      { id: 12, place: { gitlab: 'gitlab.example.com', project: 'a/b' } },
    ],
    [
      'https://example.com:8443/gitlab/a/b/-/jobs/12',
      'https://example.com:8443/gitlab/',
      { id: 12, place: { gitlab: 'example.com:8443/gitlab', project: 'a/b' } },
    ],
    ['https://gitlab.com/a/b/-/jobs/12', gitlab, { id: 12, place: { gitlab: 'gitlab.com', project: 'a/b' } }],
  ])('is found by %s', (text, url, address) => {
    expect(parseJobAddress(text, url)).toEqual(address);
  });

  it.each([
    '',
    'x',
    '-1',
    '1.5',
    '12345678901234567890',
    gitlab,
    `${gitlab}/a/b/-/pipelines/12`,
    'ftp://x/a/-/jobs/1',
  ])('is not found by %j', (text) => expect(parseJobAddress(text, gitlab)).toBeUndefined());

  it('is of the GitLab whose address it has', () => {
    expect(bareAddress('https://example.com:8443/gitlab/')).toBe('example.com:8443/gitlab');
  });
});

describe("GitLab's word on a job", () => {
  const runner: Runner = { id: 41, paused: false, online: true, tags: ['ec2'], runUntagged: false };
  const pending = { id: 7, name: 'build', status: 'pending', tags: ['ec2'] };
  it.each([
    [{ ...pending, tags: ['ec2', 'gpu'] }, runner, 'asks for ec2, gpu, and this runner has only ec2'],
    [
      { ...pending, tags: ['gpu'] },
      { ...runner, tags: [], runUntagged: true },
      'and this runner has no tags',
    ],
    [{ ...pending, tags: [] }, runner, 'it has no tags, and this runner takes only jobs with ec2'],
    [pending, { ...runner, paused: true }, 'this runner is paused'],
    [pending, { ...runner, online: false }, 'no manager of this runner is online'],
    [pending, runner, 'this runner may take it by its tags'],
    [pending, undefined, /^GitLab says job 7 \(build\) is pending\.$/],
    [{ ...pending, status: 'manual' }, runner, 'is manual: it waits for a person who starts it.'],
    [
      { ...pending, status: 'success', runner: { id: 3, description: 'big' } },
      runner,
      'is success: it was given to runner #3 (big).',
    ],
    [{ ...pending, status: 'canceled' }, runner, /is canceled\.$/],
  ])('%j', (job, given, says) => {
    if (typeof says === 'string') expect(jobSentence(job, given)).toContain(says);
    else expect(jobSentence(job, given)).toMatch(says);
  });
});
