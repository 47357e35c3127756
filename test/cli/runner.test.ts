import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessToken, readOnlyToken } from '../../src/sandbox/forge/tokens.ts';
import { argumentsOf, closeGlfr, expectCode, glfr, jsonLines, place, type Ran, startGlfr } from './glfr.ts';

afterAll(closeGlfr);

const seed = 'runner-cli';
const state = join(place, 'state-runner');
const env = (more: Readonly<Record<string, string>> = {}) => ({
  ...{ GLFR_SANDBOX: '1', XDG_STATE_HOME: state, GLFR_SANDBOX_SEED: seed, GLFR_SANDBOX_SPEED: '300' },
  ...more,
});
const run = (args: string, more: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  glfr(args.split(' '), { env: env(more) });
const value = async (args: string): Promise<Record<string, unknown>> =>
  JSON.parse(expectCode(await run(`${args} --json`), 0).stdout);

/** One message in plain words, with what to type next; no secret, and nothing on stdout. */
function expectClear(ran: Ran, code: number, says: RegExp): void {
  expect(ran.stderr).toMatch(says);
  expect(ran.stderr.match(/^error: /gm)).toHaveLength(1);
  expect(ran.stderr).toMatch(/^try: \S/m);
  expect(ran.stderr).not.toMatch(/This is a bug|gl(pat|rt)-\w{4}/);
  expect(ran.stdout).toBe('');
  expect(ran.code).toBe(code);
}

beforeAll(async () => void expectCode(await run('init --yes'), 0));

describe('glfr runner', () => {
  it('show is one screen, and one value', async () => {
    const { stdout } = expectCode(await run('runner show'), 0);
    expect(stdout).toMatch(/^✔ runner 41 of glfr: online\n/);
    expect(stdout).toMatch(/^ +Managers +r_\w{12} 19\.3\.0, online, \S+ ago$/m);
    expect(stdout).toMatch(/^ +Token +never expires$/m);
    const shown = await value('runner show');
    expect(shown).toMatchObject({
      ...{ runnerId: 41, scope: 'instance', paused: false, online: true, tokenExpiresAt: null },
      ...{ tags: [], runUntagged: true, managers: [{ status: 'online', version: '19.3.0' }] },
      runningJobs: expect.any(Array),
    });
    expect(shown.contactedAt).toMatch(/^\d{4}-\d\d-\d\dT.+Z$/);
  });

  it('check says on whose word the token is good', async () => {
    const { stdout } = expectCode(await run('runner check'), 0);
    expect(stdout).toMatch(/^✔ the token of glfr is good\n/);
    expect(stdout).toContain("no refusal in the manager's log");
    expect(await value('runner check')).toMatchObject({ fine: true, verified: false, warnings: [] });
  });

  it('pause and unpause change it once, and not without a yes', async () => {
    expectClear(await run('runner pause'), 2, /Pause runner #41\?[\s\S]+try: glfr runner pause --yes/);
    expect(expectCode(await run('runner pause --yes'), 0).stdout).toMatch(
      /^✔ runner 41 is paused and gets no new jobs\n[\s\S]+glfr runner unpause/,
    );
    expect(await value('runner pause')).toMatchObject({ paused: true, changed: false });
    expect(expectCode(await run('runner check'), 0).stdout).toMatch(
      /^! .*needs a look\n[\s\S]+^! runner #41 is paused[\s\S]+glfr runner unpause --stack glfr/m,
    );
    expect(await value('status')).toMatchObject({ gitlab: { state: 'paused' } });
    expect(await value('runner unpause --yes')).toMatchObject({ paused: false, changed: true });
  });

  it('rotate is followed to the new manager; no token is in argv, output or stored world', async () => {
    const rotate = startGlfr(['runner', 'rotate', '--yes', '--json'], {
      env: env({ GLFR_GITLAB_TOKEN: accessToken(seed) }),
    });
    expect(argumentsOf(rotate.pid)).not.toMatch(/gl(rt|pat)-/);
    const { stdout, stderr } = expectCode(await rotate.ended, 0);
    expect(stderr).toBe('');
    const events = jsonLines(stdout);
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['plan.made', 'runner.token-reset', 'stack.settled', 'manager.started']),
    );
    expect(events.at(-1)).toMatchObject({
      ...{ type: 'result', action: 'updated', tokenFrom: 'reset', tokenExpiresAt: null, runner: 'online' },
    });
    const kept = readFileSync(join(state, 'glfr/sandbox/world.ndjson'), 'utf8');
    for (const text of [stdout, kept]) expect(text).not.toMatch(/gl(rt|pat)-\w{8}/);
    expect(await value('runner check')).toMatchObject({ fine: true });
    expect(await value('runner show')).toMatchObject({ online: true, managers: [{}, {}] });
  });

  it('rotate --dry-run ends at the plan', async () => {
    const { stdout, stderr } = expectCode(await run('runner rotate --dry-run'), 0);
    expect(stderr).toMatch(/gets a new token\n +Settings +RunnerToken \(secret\)\n! GitLab refuses the old/);
    expect(stdout).toMatch(/^✔ That was the plan for glfr/);
  });

  it('what is proposed next works as it is typed', async () => {
    const { stdout } = expectCode(await glfr(['runner', 'show', '--sandbox', '--json'], { env: env() }), 0);
    const { next } = JSON.parse(stdout) as { next: string[] };
    expect(next[0]).toBe('glfr runner check --sandbox');
    for (const command of next) expectCode(await glfr(command.split(' ').slice(1), { env: env() }), 0);
  });
});

describe('glfr runner with the wrong token', () => {
  it.each(['show', 'check', 'pause --yes', 'unpause --yes', 'rotate --yes'])('%s', async (verb) => {
    const wrong = await run(`runner ${verb}`, { GLFR_GITLAB_TOKEN: 'glpat-neverissuedhere0' });
    expectClear(wrong, 4, /does not accept the access token/);
    const readOnly = await run(`runner ${verb}`, { GLFR_GITLAB_TOKEN: readOnlyToken(seed) });
    expectClear(readOnly, 4, /lacks the scope manage_runner/);
    const kind = await run(`runner ${verb}`, { GLFR_GITLAB_TOKEN: 'glrt-t1_neverissuedhere0' });
    expectClear(kind, 2, /GLFR_GITLAB_TOKEN: this is a runner's authentication token/);
  });

  it('check and rotate refuse a runner token that GitLab does not know', async () => {
    const given = { GLFR_RUNNER_TOKEN: 'glrt-t1_neverissuedhere0' };
    expectClear(await run('runner check', given), 4, /does not know this runner token[\s\S]+runner rotate/);
    expectClear(await run('runner rotate --yes', given), 4, /does not know this runner token/);
    expect(await value('runner check')).toMatchObject({ fine: true });
  });

  it('says with --json what it says without', async () => {
    const ran = await run('runner show --json', { GLFR_GITLAB_TOKEN: readOnlyToken(seed) });
    expect(JSON.parse(ran.stdout)).toMatchObject({ type: 'error', code: 'gitlab.forbidden', exitCode: 4 });
  });
});

describe('without a stack', () => {
  it.each(['show', 'check', 'pause --yes', 'rotate --yes'])('%s: 3', async (verb) => {
    const elsewhere = { XDG_STATE_HOME: join(place, 'state-none') };
    expectClear(await run(`runner ${verb}`, elsewhere), 3, /There is no glfr stack/);
  });
});
