import { afterEach, describe, expect, it } from 'vitest';
import { errorOf, portOver } from './helpers.ts';
import { type LoopbackGitLab, type LoopbackOptions, startGitLab } from './loopback.ts';

const token = 'glpat-loopbackaccess02';
const runnerToken = 'glrt-loopbackrunner02';
const aRunner = {
  ...{ id: 7, token: runnerToken, description: null, paused: false, tag_list: [], run_untagged: true },
  managers: [],
};

let gitlab: LoopbackGitLab;
const start = async (options: LoopbackOptions = {}) => {
  gitlab = await startGitLab({ token, runners: [{ ...aRunner, managers: [] }], ...options });
  return gitlab;
};
afterEach(() => gitlab.close());

describe('the life of a token', () => {
  it('is reset: the old one is refused, the new one works', async () => {
    const { url, requests } = await start();
    const port = portOver();
    const made = await port.resetRunnerToken(url, token, 7);
    expect(made).toEqual({ token: expect.stringMatching(/^glrt-/), expiresAt: null });
    expect(requests.at(-1)).toMatchObject({
      ...{ method: 'POST', path: '/api/v4/runners/7/reset_authentication_token', form: {} },
    });
    expect(await errorOf(port.verifyRunnerToken(url, runnerToken), runnerToken)).toMatchObject({
      code: 'gitlab.runner-token',
    });
    expect(await port.verifyRunnerToken(url, made.token)).toEqual({ id: 7, tokenExpiresAt: null });
  });

  it('has an end only where GitLab tells of one; not told is not never', async () => {
    const end = '2026-12-01T12:00:00.000Z';
    const { url } = await start({ runners: [{ ...aRunner, token_expires_at: end }] });
    const port = portOver();
    expect(await port.runner(url, token, 7)).toMatchObject({ tokenExpiresAt: Date.parse(end) });
    expect(await port.resetRunnerToken(url, token, 7)).toMatchObject({ expiresAt: Date.parse(end) });
    await gitlab.close();
    const older = await start();
    expect(await port.runner(older.url, token, 7)).not.toHaveProperty('tokenExpiresAt');
    await gitlab.close();
    const { url: never } = await start({ runners: [{ ...aRunner, token_expires_at: null }] });
    expect(await port.runner(never, token, 7)).toMatchObject({ tokenExpiresAt: null });
  });

  it('a reset that GitLab does not answer is not sent again', async () => {
    const { url, requests } = await start({ instead: () => 'hang-up' });
    // Of an http address it would first be asked where it leads.
    const https = portOver({ fetch: (input, init) => fetch(String(input).replace('https:', 'http:'), init) });
    const error = await errorOf(https.resetRunnerToken(url.replace('http:', 'https:'), token, 7), token);
    expect(error).toMatchObject({ code: 'gitlab.unreachable', exitCode: 5 });
    expect(requests).toHaveLength(1);
  });
});

describe('a runner that is managed', () => {
  it('is paused and unpaused', async () => {
    const { url, runners, requests } = await start();
    const port = portOver();
    expect(await port.pauseRunner(url, token, 7, true)).toMatchObject({ id: 7, paused: true });
    expect(requests.at(-1)).toMatchObject({ method: 'PUT', form: { paused: 'true' } });
    expect(await port.pauseRunner(url, token, 7, false)).toMatchObject({ paused: false });
    expect(runners).toMatchObject([{ paused: false }]);
  });

  it('lists its running jobs, from every page', async () => {
    const { url, requests } = await start({ runners: [{ ...aRunner, running: 203 }] });
    const jobs = await portOver().runningJobs(url, token, 7);
    expect(jobs).toHaveLength(203);
    expect(new Set(jobs.map(({ id }) => id)).size).toBe(203);
    expect(jobs[0]).toEqual({
      ...{ id: 1, name: 'job 1', project: 'a/b', url: 'https://gitlab.example.com/a/b/-/jobs/1' },
      startedAt: Date.UTC(2026, 4, 4, 8),
    });
    const asked = requests.filter(({ path }) => path.includes('/jobs'));
    expect(asked.map(({ path }) => new URL(path, url).search)).toEqual(
      [1, 2, 3].map((page) => `?status=running&per_page=100&page=${page}`),
    );
  });

  it.each([
    [{ runner_type: 'instance_type' }, 'instance'],
    [{ runner_type: 'group_type', groups: [{ id: 42 }] }, 'group:42'],
    [{ runner_type: 'group_type', groups: [] }, 'group'],
    [{}, undefined],
  ])('of %j has the scope %s', async (shown, scope) => {
    const { url } = await start({ runners: [{ ...aRunner, ...shown }] });
    expect((await portOver().runner(url, token, 7))?.scope).toBe(scope);
  });

  it.each([
    ['pause', 'pause runner #7'],
    ['reset', 'reset the token of runner #7'],
    ['jobs', 'list the jobs of runner #7'],
  ])('%s without the scope: the error names it', async (verb, does) => {
    const { url, runners } = await start({ scopes: ['read_user', 'create_runner'] });
    const port = portOver();
    const calls = {
      pause: () => port.pauseRunner(url, token, 7, true),
      reset: () => port.resetRunnerToken(url, token, 7),
      jobs: () => port.runningJobs(url, token, 7),
    };
    const error = await errorOf(calls[verb as keyof typeof calls](), token);
    expect(error).toMatchObject({ code: 'gitlab.forbidden', exitCode: 4 });
    expect(error.message).toContain(does);
    expect(error.message).toContain('it lacks the scope manage_runner');
    expect(runners).toMatchObject([{ token: runnerToken, paused: false }]);
  });
});
