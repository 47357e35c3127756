import { afterEach, describe, expect, it } from 'vitest';
import { errorOf, portOver } from './helpers.ts';
import { type LoopbackGitLab, type LoopbackOptions, startGitLab } from './loopback.ts';

const token = 'glpat-loopbackaccess01';
const runnerToken = 'glrt-loopbackrunner01';
const aRunner = {
  id: 7,
  token: runnerToken,
  description: 'old',
  paused: false,
  tag_list: ['aws'],
  run_untagged: true,
};
const newRunner = {
  scope: { kind: 'group', id: 42 },
  description: 'glfr',
  tags: ['aws', 'big one'],
  runUntagged: false,
} as const;

let gitlab: LoopbackGitLab;
const start = async (options: LoopbackOptions = {}) => {
  gitlab = await startGitLab({ token, ...options });
  return gitlab;
};
afterEach(() => gitlab.close());

describe('a runner, from its making to its end', () => {
  it('is made, found, seen with its managers and deleted', async () => {
    const { url, runners, requests } = await start();
    const port = portOver();
    const { id, token: made } = await port.createRunner(url, token, newRunner);
    expect(made).toMatch(/^glrt-/);
    expect(runners).toMatchObject([
      { id, description: 'glfr', tag_list: ['aws', 'big one'], run_untagged: false },
    ]);
    expect(requests.at(-1)?.form).toMatchObject({ runner_type: 'group_type', group_id: '42' });
    expect(await port.runner(url, token, id)).toEqual({
      id,
      description: 'glfr',
      paused: false,
      online: false,
      tags: ['aws', 'big one'],
      runUntagged: false,
    });
    const seen = {
      version: '19.3.0',
      status: 'online',
      contacted_at: '2026-05-04T10:00:00.000+02:00',
    } as const;
    runners[0]?.managers.push({ id: 3, system_id: 'r_abc', ...seen });
    expect(await port.managers(url, token, id)).toEqual([
      { id: 3, systemId: 'r_abc', version: '19.3.0', status: 'online', contactedAt: Date.UTC(2026, 4, 4, 8) },
    ]);
    await port.deleteRunner(url, token, id);
    expect(runners).toEqual([]);
  });

  it('that is gone is told from one that may not be seen', async () => {
    const { url } = await start();
    const port = portOver();
    expect(await port.runner(url, token, 99)).toBeUndefined();
    expect(await port.managers(url, token, 99)).toEqual([]);
    await expect(port.deleteRunner(url, token, 99)).resolves.toBeUndefined();
    await gitlab.close();
    await start({ mayDo: false, runners: [{ ...aRunner, managers: [] }] });
    expect(await errorOf(port.deleteRunner(gitlab.url, token, 7), token)).toMatchObject({
      code: 'gitlab.forbidden',
      exitCode: 4,
      message: expect.stringContaining('manage_runner'),
    });
  });

  it('is known by its own token, which leaves one manager however often it is verified', async () => {
    const { url, runners } = await start({ runners: [{ ...aRunner, managers: [] }] });
    const port = portOver();
    expect(await port.verifyRunnerToken(url, runnerToken)).toEqual({ id: 7, tokenExpiresAt: null });
    await port.verifyRunnerToken(url, `${runnerToken}\n`);
    expect(runners[0]?.managers.map(({ system_id }) => system_id)).toEqual(['glfr-cli']);
    await port.deleteRunnerByToken(url, runnerToken);
    expect(runners).toEqual([]);
    const error = await errorOf(port.verifyRunnerToken(url, runnerToken), runnerToken);
    expect(error).toMatchObject({ code: 'gitlab.runner-token', exitCode: 4 });
  });
});

describe('GitLab itself', () => {
  it('is recognised without a token, also below a path, and shows its version to a token', async () => {
    const { url, requests } = await start({ below: '/gitlab' });
    const port = portOver();
    expect(await port.probe(url)).toEqual({ url });
    expect(requests[0]?.headers).not.toHaveProperty('private-token');
    expect(await port.version(url, token)).toBe('19.2.1');
  });

  it('accepts a token that may only create runners, though that one does not see the version', async () => {
    const { url, runners } = await start({ scopes: ['create_runner'] });
    const port = portOver();
    expect(await port.version(url, token)).toBeUndefined();
    await port.createRunner(url, token, newRunner);
    const error = await errorOf(port.runner(url, token, runners[0]!.id), token);
    expect(error.message).toContain('lacks the scope manage_runner');
  });

  it('has the addresses of its name, or the one that is its name', async () => {
    await start();
    expect(await portOver().addresses('https://gitlab.example.com:8443/x')).toEqual(['192.0.2.7']);
    expect(await portOver().addresses('http://[2001:db8::1]:8080')).toEqual(['2001:db8::1']);
    const unknown = portOver({
      resolveHost: () => Promise.reject(Object.assign(new Error('queryA ENOTFOUND'), { code: 'ENOTFOUND' })),
    });
    const error = await errorOf(unknown.addresses('https://gitlab.example.com'));
    expect(error).toMatchObject({
      code: 'gitlab.unreachable',
      exitCode: 5,
      message: expect.stringContaining('DNS'),
    });
  });
});
