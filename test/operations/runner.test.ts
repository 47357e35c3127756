import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type World } from '../../src/cli/wiring.ts';
import { GlfrError, interrupted } from '../../src/domain/error.ts';
import type { GlfrEvent } from '../../src/domain/event.ts';
import { init } from '../../src/operations/init.ts';
import type { GitLabPort, StackPort } from '../../src/operations/ports.ts';
import { checkRunner } from '../../src/operations/runner-check.ts';
import { pauseRunner } from '../../src/operations/runner-pause.ts';
import { rotateToken } from '../../src/operations/runner-rotate.ts';
import { showRunner } from '../../src/operations/runner-show.ts';
import { openSandbox, type Sandbox } from '../../src/sandbox/open.ts';
import { bundledTemplate } from '../bundled-template.ts';
import { nobody } from './nobody.ts';
import { record } from './record.ts';

const asset = (name: string) => readFile(new URL(`../../assets/${name}`, import.meta.url), 'utf8');
const timeoutMs = 36_000_000;

let place: string;
let world: World;
let forge: Sandbox;
const env: Record<string, string> = { GLFR_SANDBOX_SPEED: '500', GLFR_SANDBOX_SEED: 'rotation' };

const deps = () => ({ ...world.ports, prompter: nobody });
const credentials = () => ({ accessToken: world.proposals.accessToken });
const asked = (more: object = {}) => ({
  ...{ credentials: credentials(), confirmed: true, dryRun: false, wait: true, timeoutMs },
  ...more,
});

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'glfr-runner-'));
  env.XDG_STATE_HOME = place;
  world = await connect({ sandbox: true, signal: new AbortController().signal, env });
  forge = await openSandbox({ stateDir: join(place, 'glfr', 'sandbox'), env, wallNow: Date.now });
  const prices = await asset('prices.json');
  await record(
    init(
      {
        ...{ draft: {}, proposals: world.proposals.draft, prices: JSON.parse(prices) },
        templateOf: async (kind) => bundledTemplate(kind),
        ...{ version: '1.2.3', stackName: undefined, force: false, drain: false, ...asked() },
      },
      deps(),
    ),
  );
});
afterAll(() => rm(place, { recursive: true, force: true, maxRetries: 10 }));

interface Job {
  id: number;
  status: string;
  failure_reason?: string;
  started_at: string;
}

async function api<T>(method: string, path: string, form?: Record<string, string>): Promise<T> {
  const response = await forge.fetch(`${forge.gitlabUrl}/api/v4${path}`, {
    method,
    headers: { 'private-token': forge.gitlabToken },
    ...(form && { body: new URLSearchParams(form) }),
  });
  return response.json() as Promise<T>;
}
const jobs = (query = '') => api<Job[]>('GET', `/runners/41/jobs?per_page=100${query}`);

/** Waits until so many jobs run, one of them so new that its executor is still to boot, and returns them. */
async function busy(number: number): Promise<number[]> {
  for (;;) {
    const running = await jobs('&status=running');
    const youngest = Math.max(...running.map((job) => Date.parse(job.started_at)));
    const isNew = world.ports.clock.now() - youngest < 20_000;
    if (running.length >= number && isNew) return running.map(({ id }) => id);
    await world.ports.clock.sleep(5000);
  }
}

const story = (events: readonly GlfrEvent[]) =>
  events
    .map(({ type }) => type)
    .filter((type) => /^(plan|runner|stack\.(started|settled)|manager\.started|notice)/.test(type));

describe('rotation', () => {
  it('with jobs running: none is lost, and the new manager works with the new token', async () => {
    const inHand = await busy(3);
    const { events, result } = await record(rotateToken(asked(), deps()));
    expect(story(events)).toEqual([
      ...['plan.made', 'runner.token-reset', 'stack.started', 'stack.settled'],
      ...['manager.started', 'runner.online'],
    ]);
    expect(events.some(({ type }) => type === 'manager.waiting')).toBe(true);
    // The old manager left in order; ECS's patience of 120 seconds was not over (137).
    const exits = events.flatMap((event) =>
      event.type === 'task.changed' && event.task.lastStatus === 'STOPPED'
        ? event.task.containers.map((container) => container.exitCode)
        : [],
    );
    expect(exits).toEqual([0]);
    expect(JSON.stringify({ events, result })).not.toMatch(/gl(rt|pat)-/);
    expect(result).toMatchObject({
      ...{ action: 'updated', runnerId: 41, runner: 'online', tokenFrom: 'reset', tokenExpiresAt: null },
      manager: { state: 'running' },
    });
    const after = await jobs();
    const ended = inHand.map((id) => after.find((job) => job.id === id));
    // A script may fail by itself; nothing else may.
    const lost = ended.filter((job) => job?.status !== 'success' && job?.failure_reason !== 'script_failure');
    expect(lost).toEqual([]);
    expect(ended.filter((job) => job?.status === 'success').length).toBeGreaterThan(0);
    const later = await busy(1);
    expect(later.filter((id) => inHand.includes(id))).toEqual([]);
    expect(await checkRunner(asked(), deps())).toMatchObject({ fine: true, managerLog: 'no-refusal' });
  });

  it('a plan alone changes nothing', async () => {
    const before = (await world.ports.stacks.find('glfr'))?.updatedAt;
    const { events, result } = await record(rotateToken(asked({ dryRun: true }), deps()));
    expect(story(events)).toEqual(['plan.made']);
    expect(result).toMatchObject({ action: 'planned', tokenFrom: 'reset' });
    expect(result).not.toHaveProperty('tokenExpiresAt');
    expect((await world.ports.stacks.find('glfr'))?.updatedAt).toBe(before);
    await expect(record(rotateToken(asked({ confirmed: false }), deps()))).rejects.toMatchObject({
      code: 'input.needed',
    });
  });

  it('that fails after GitLab made the token says so, check sees it, and rotating again mends it', async () => {
    env.GLFR_SANDBOX_FAULTS = 'resource:ManagerTaskDefinition';
    const events: GlfrEvent[] = [];
    const failed = record(rotateToken(asked(), deps()), events);
    await expect(failed).rejects.toMatchObject({
      code: 'runner.rotation-failed',
      exitCode: 1,
      message: expect.stringMatching(/UPDATE_ROLLBACK_COMPLETE.*the stack holds one that GitLab refuses/s),
      suggestions: expect.arrayContaining(['glfr runner rotate --stack glfr (makes another one)']),
    });
    await expect(failed).rejects.not.toMatchObject({ message: expect.stringContaining('works as before') });
    expect(story(events)).toContain('runner.token-reset');
    env.GLFR_SANDBOX_FAULTS = '';
    await world.ports.clock.sleep(30_000);
    await expect(checkRunner(asked(), deps())).rejects.toMatchObject({
      ...{ code: 'runner.token-refused', exitCode: 4 },
      suggestions: expect.arrayContaining(['glfr runner rotate --stack glfr']),
    });
    expect((await record(rotateToken(asked(), deps()))).result).toMatchObject({ runner: 'online' });
    expect(await checkRunner(asked(), deps())).toMatchObject({ fine: true });
  });

  it('that is interrupted after GitLab made the token says the same', async () => {
    const stacks: StackPort = new Proxy(world.ports.stacks, {
      get: (port, name) =>
        name === 'createChangeSet' ? () => Promise.reject(interrupted()) : Reflect.get(port, name),
    });
    await expect(record(rotateToken(asked(), { ...deps(), stacks }))).rejects.toMatchObject({
      code: 'interrupted',
      exitCode: 130,
      message: expect.stringContaining('the stack holds one that GitLab refuses'),
      suggestions: ['glfr runner rotate --stack glfr (makes another one)'],
    });
    expect((await record(rotateToken(asked(), deps()))).result).toMatchObject({ runner: 'online' });
  });

  it('whose answer is lost does not claim to know', async () => {
    const gone = new GlfrError({ code: 'gitlab.unreachable', message: 'Nothing.', exitCode: 5 });
    const gitlab: GitLabPort = new Proxy(world.ports.gitlab, {
      get: (port, name) =>
        name === 'resetRunnerToken' ? () => Promise.reject(gone) : Reflect.get(port, name),
    });
    await expect(record(rotateToken(asked(), { ...deps(), gitlab }))).rejects.toMatchObject({
      ...{ code: 'gitlab.unreachable', exitCode: 5 },
      message: expect.stringContaining('not known whether GitLab made a new token'),
    });
  });

  it('puts a token in place that someone made by hand, with its runner, its end and a warning before it', async () => {
    const end = new Date(world.ports.clock.now() + 14 * 86_400_000).toISOString();
    const form = { runner_type: 'group_type', group_id: '31', tag_list: 'ec2', token_expires_at: end };
    const made = await api<{ id: number; token: string }>('POST', '/user/runners', form);
    const given = { ...credentials(), runnerToken: made.token };
    await expect(checkRunner(asked({ credentials: given }), deps())).rejects.toMatchObject({
      ...{ code: 'runner.other-token', exitCode: 2 },
    });
    const { events, result } = await record(rotateToken(asked({ credentials: given }), deps()));
    expect(story(events)).not.toContain('runner.token-reset');
    expect(JSON.stringify({ events, result })).not.toMatch(/gl(rt|pat)-/);
    expect(result).toMatchObject({ runnerId: made.id, tokenFrom: 'given', tokenExpiresAt: end });
    expect(await showRunner(asked(), deps())).toMatchObject({
      ...{ runnerId: made.id, scope: 'group:31', tags: ['ec2'], online: true, tokenExpiresAt: end },
    });
    const alone = { runnerToken: made.token };
    expect(await checkRunner(asked({ credentials: alone }), deps())).toMatchObject({
      ...{ fine: true, verified: true, tokenExpiresAt: end, warnings: [] },
    });
  });
});

describe('a runner', () => {
  it('is paused and unpaused, once each, and never without a yes', async () => {
    const pause = (paused: boolean, confirmed = true) =>
      pauseRunner(asked({ paused, confirmed }) as never, deps());
    await expect(pause(true, false)).rejects.toMatchObject({ code: 'input.needed' });
    expect(await pause(true)).toMatchObject({ paused: true, changed: true });
    expect(await pause(true, false)).toMatchObject({ paused: true, changed: false });
    expect(await checkRunner(asked(), deps())).toMatchObject({
      ...{ fine: false, warnings: [{ code: 'runner.paused' }] },
    });
    expect(await pause(false)).toMatchObject({ paused: false, changed: true });
    expect(await pause(false)).toMatchObject({ changed: false });
  });

  it('is shown with a token that is asked for where none was given', async () => {
    const kinds: string[] = [];
    const prompter = {
      interactive: true,
      async ask({ kind, flag = '' }: { kind: string; flag?: string }) {
        kinds.push(kind, flag);
        return { kind: 'value' as const, value: ` ${world.proposals.accessToken}\n` };
      },
    };
    const shown = await showRunner({ credentials: {} }, { ...deps(), prompter });
    expect(shown).toMatchObject({ online: true });
    expect(kinds).toEqual(['secret', 'GLFR_GITLAB_TOKEN']);
    await expect(showRunner({ credentials: {} }, deps())).rejects.toMatchObject({ code: 'input.needed' });
  });

  it('of a stack that does not know its number is found by its token alone', async () => {
    const { stacks } = world.ports;
    const found = await stacks.find('glfr');
    const parameters = { ...found!.parameters, RunnerId: '' };
    const nameless = new Proxy(stacks, {
      get: (port, name) =>
        name === 'list' ? async () => [{ ...found!, parameters }] : Reflect.get(port, name),
    });
    for (const ask of [checkRunner, showRunner])
      await expect(ask(asked(), { ...deps(), stacks: nameless })).rejects.toMatchObject({
        ...{ code: 'runner.unknown', exitCode: 3 },
        suggestions: [expect.stringContaining('glfr runner rotate --stack glfr'), expect.any(String)],
      });
  });

  it('that is gone from GitLab is told, with what can be done', async () => {
    const { RunnerId } = (await world.ports.stacks.find('glfr'))!.parameters;
    await forge.fetch(`${forge.gitlabUrl}/api/v4/runners/${RunnerId}`, {
      method: 'DELETE',
      headers: { 'private-token': forge.gitlabToken },
    });
    await expect(record(rotateToken(asked(), deps()))).rejects.toMatchObject({
      ...{ code: 'runner.not-found', exitCode: 3 },
    });
  });
});
