import { afterEach, describe, expect, it } from 'vitest';
import { errorOf, portOver } from './helpers.ts';
import { type LoopbackGitLab, type LoopbackOptions, startGitLab } from './loopback.ts';
import type { Answer } from './loopback-api.ts';

const token = 'glpat-loopbackaccess02';
const newRunner = {
  scope: { kind: 'project', id: 5 },
  description: 'x',
  tags: [],
  runUntagged: true,
} as const;
const started: LoopbackGitLab[] = [];

const start = async (options: LoopbackOptions = {}) => {
  const gitlab = await startGitLab({ token, ...options });
  started.push(gitlab);
  return gitlab;
};
/** Answers so to every call that carries a token. */
const answering = (answer: Answer): Promise<LoopbackGitLab> =>
  start({ instead: ({ headers }) => (headers['private-token'] ? answer : undefined) });
afterEach(async () => {
  await Promise.all(started.splice(0).map(({ close }) => close()));
});

const page: Answer = { status: 200, text: '<html><title>Sign in</title></html>' };

describe('an answer that is a refusal', () => {
  const cases: [string, Answer, { code: string; exitCode: number; says: RegExp }][] = [
    [
      '401',
      { status: 401, json: { message: '401 Unauthorized' } },
      { code: 'gitlab.unauthorized', exitCode: 4, says: /unknown there/ },
    ],
    [
      'an expired token',
      { status: 401, json: { error: 'invalid_token', error_description: 'Token is expired. You can …' } },
      { code: 'gitlab.unauthorized', exitCode: 4, says: /is expired/ },
    ],
    [
      'a missing role',
      { status: 403, json: { message: '403 Forbidden - Insufficient permissions' } },
      {
        code: 'gitlab.forbidden',
        exitCode: 4,
        says: /Insufficient permissions.*create_runner, of a maintainer of project 5/,
      },
    ],
    [
      'runners not allowed',
      { status: 410, json: { message: '410 Gone - runner registration disallowed' } },
      { code: 'gitlab.registration-disallowed', exitCode: 4, says: /new runners/ },
    ],
    [
      'settings GitLab rejects',
      { status: 400, json: { message: '400 Bad request - Tags list can not be empty' } },
      { code: 'gitlab.rejected', exitCode: 2, says: /Tags list/ },
    ],
    [
      'an old GitLab',
      { status: 404, json: { error: '404 Not Found' } },
      { code: 'gitlab.too-old', exitCode: 1, says: /create a runner/ },
    ],
    [
      'a long rate limit',
      { status: 429, json: {}, headers: { 'retry-after': '90' } },
      { code: 'gitlab.rate-limited', exitCode: 1, says: /rate limit/ },
    ],
    [
      'a fault of GitLab',
      { status: 502, text: '<html>502</html>' },
      { code: 'gitlab.server-error', exitCode: 1, says: /502/ },
    ],
    ['a page', page, { code: 'gitlab.unexpected-answer', exitCode: 1, says: /unknown form/ }],
    [
      'a page of a firewall',
      { ...page, status: 403 },
      { code: 'gitlab.unexpected-answer', exitCode: 1, says: /no JSON/ },
    ],
    [
      'half an answer',
      { status: 201, json: { id: 4 } },
      { code: 'gitlab.unexpected-answer', exitCode: 1, says: /\(token\)/ },
    ],
  ];

  it.each(cases)('is told as such: %s', async (_, answer, { code, exitCode, says }) => {
    const { url } = await answering(answer);
    const error = await errorOf(portOver().createRunner(url, token, newRunner), token);
    expect(error).toMatchObject({ code, exitCode, message: expect.stringMatching(says) });
    expect(error.suggestions).not.toEqual([]);
  });

  it('says when to come back', async () => {
    const { url } = await answering({ status: 429, json: {}, headers: { 'retry-after': '90' } });
    const error = await errorOf(portOver().managers(url, token, 1));
    expect(error.suggestions[0]).toContain('90 seconds');
  });
});

describe('a fault that passes', () => {
  it.each<[string, Answer | 'hang-up']>([
    ['429', { status: 429, json: {}, headers: { 'retry-after': '0' } }],
    ['503', { status: 503, text: '<html>down</html>' }],
    ['a broken connection', 'hang-up'],
  ])('is tried again: %s, then 200', async (_, fault) => {
    const { url, requests } = await start({
      instead: (_request, count) => (count === 2 ? fault : undefined),
    });
    expect(await portOver().version(url, token)).toBe('19.2.1');
    expect(requests).toHaveLength(3);
  });

  it('is told when it does not pass', async () => {
    const { url, requests } = await start({ instead: () => ({ status: 503 }) });
    expect(await errorOf(portOver().probe(url))).toMatchObject({ code: 'gitlab.server-error' });
    expect(requests).toHaveLength(3);
  });

  it('never makes a second runner', async () => {
    const { url, requests } = await start({
      instead: ({ method }) => (method === 'POST' ? 'hang-up' : undefined),
    });
    const error = await errorOf(portOver().createRunner(url, token, newRunner), token);
    expect(error).toMatchObject({ code: 'gitlab.unreachable', exitCode: 5 });
    expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

describe('something that is not GitLab', () => {
  it.each<[string, Answer]>([
    ['a page', page],
    ['a 404', { status: 404, text: '<html>nothing here</html>' }],
    ['the JSON of something else', { status: 401, json: { message: 'Missing Authentication Token' } }],
    ['a login page of its own', { status: 302, headers: { location: '/users/sign_in?secret=1' } }],
  ])('is told from it: %s', async (_, answer) => {
    const { url } = await start({ instead: () => answer });
    const error = await errorOf(portOver().probe(url), 'secret=1', 'sign_in');
    expect(error).toMatchObject({ code: 'gitlab.not-gitlab', exitCode: 5 });
  });
});

describe('a redirect', () => {
  it('to another host gets no token, nor is it followed without one', async () => {
    const other = await start();
    const location = `${other.url}/api/v4/user/runners?state=secretstate`;
    const gitlab = await answering({ status: 307, headers: { location } });
    const error = await errorOf(portOver().createRunner(gitlab.url, token, newRunner), token, 'secretstate');
    expect(error).toMatchObject({
      code: 'gitlab.redirected',
      exitCode: 5,
      message: expect.stringContaining(other.url),
    });
    const all = await start({
      instead: () => ({ status: 301, headers: { location: `${other.url}/api/v4/version` } }),
    });
    expect(await errorOf(portOver().version(all.url, token), token)).toMatchObject({
      code: 'gitlab.redirected',
    });
    expect(all.requests.every(({ headers }) => !headers['private-token'])).toBe(true);
    expect(other.requests).toEqual([]);
  });

  it('that never ends is told', async () => {
    const { url } = await start({ instead: ({ path }) => ({ status: 302, headers: { location: path } }) });
    expect(await errorOf(portOver().probe(url))).toMatchObject({ code: 'gitlab.redirected' });
  });
});
