import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settingKeys, settings } from '../../../src/domain/settings/declaration.ts';
import { issuesError, parseSettings, problemWith } from '../../../src/domain/settings/parse.ts';
import { draft } from './drafts.ts';

test('what is right is taken as it is, by flag name', () => {
  fc.assert(
    fc.property(draft(), (all) => {
      const raw = Object.fromEntries(settingKeys.map((key) => [settings[key].flag, all[key]]));
      expect(parseSettings(raw, 'glfr.yml')).toEqual({ draft: all, issues: [] });
    }),
  );
});

test('every problem is told at once, with its place, and the rest is kept', () => {
  const raw = {
    vpc: 'my-vpc',
    concurrency: '0',
    idle: 'none',
    'instance-type': 't3.large',
    concurency: 4,
    disk: undefined,
  };
  const { draft: kept, issues } = parseSettings(raw, 'glfr.yml');
  expect(kept).toEqual({ instanceTypes: ['t3.large'] });
  expect(issues).toEqual([
    { place: 'glfr.yml: vpc', given: 'my-vpc', problem: 'an id such as vpc-0a1b2c3d' },
    { place: 'glfr.yml: concurrency', given: '0', problem: 'a whole number from 1 to 1000' },
    { place: 'glfr.yml: idle', given: 'none', problem: 'a whole number from 0 to 1000' },
    { place: 'glfr.yml: concurency', problem: 'unknown setting (did you mean concurrency?)' },
  ]);
  const error = issuesError(issues);
  expect(error).toMatchObject({ code: 'settings.invalid', exitCode: 2 });
  expect(error.message).toContain('glfr.yml: vpc my-vpc: an id such as vpc-0a1b2c3d');
  expect(error.message).toContain('glfr.yml: concurency: unknown setting');
});

test('a flag is named as it is typed', () => {
  expect(parseSettings({ disk: '10' }, '--').issues[0]?.place).toBe('--disk');
});

test.each([
  ['concurency', 'concurrency'],
  ['subnets', 'subnet'],
  ['instanceTypes', 'instance-type'],
  ['retention', 'log-retention'],
  ['url', 'gitlab-url'],
])('unknown setting %s: did you mean %s?', (name, hint) => {
  expect(parseSettings({ [name]: 1 }, 'glfr.yml').issues[0]?.problem).toContain(hint);
});

describe('spellings of one value', () => {
  test.each([
    ['gitlab-url', 'gitlab.example.com', 'https://gitlab.example.com'],
    ['gitlab-url', 'https://gitlab.example.com//', 'https://gitlab.example.com'],
    ['gitlab-url', 'http://10.0.0.5:8080/git/', 'http://10.0.0.5:8080/git'],
    ['concurrency', ' 8 ', 8],
    ['manager-cpu', '1024', 1024],
    ['tags', 'linux, docker', ['linux', 'docker']],
    ['subnet', 'subnet-0a1b2c3d,subnet-1a1b2c3d', ['subnet-0a1b2c3d', 'subnet-1a1b2c3d']],
  ])('%s %s', (flag, raw, expected) => {
    const { draft: parsed, issues } = parseSettings({ [flag]: raw }, '--');
    expect([Object.values(parsed), issues]).toEqual([[expected], []]);
  });
});

test('nothing but a number is a number', () => {
  for (const key of ['concurrency', 'idle', 'managerCpu', 'logRetention'] as const)
    for (const value of ['', ' ', null, true, [], '0x10', '1e2', '4.5', '-1', 'NaN'])
      expect(problemWith(key, value), `${key} ${JSON.stringify(value)}`).toBeDefined();
});

test.each([
  ['ftp://gitlab.example.com', 'such as https://gitlab.example.com'],
  ['file:///etc/passwd', 'such as https://gitlab.example.com'],
  ['https://', 'such as https://gitlab.example.com'],
  ['', 'such as https://gitlab.example.com'],
  ['https://me:secret@gitlab.example.com', 'without a user name or password'],
  ['https://:secret@gitlab.example.com', 'without a user name or password'],
])('no address of a GitLab: %s', (url, problem) => {
  expect(problemWith('gitlabUrl', url)).toContain(problem);
});

test('an address is kept as URL writes it', () => {
  const parsed = (url: string) => parseSettings({ 'gitlab-url': url }, '--').draft.gitlabUrl;
  expect(parsed('http://gitlab.example.com:80/')).toBe('http://gitlab.example.com');
  expect(parsed('HTTPS://GitLab.Example.com/git/')).toBe('https://gitlab.example.com/git');
  expect(parsed('gitlab.example.com')).toBe('https://gitlab.example.com');
});
