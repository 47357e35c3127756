import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type World } from '../../src/cli/wiring.ts';
import { GlfrError } from '../../src/domain/error.ts';
import type { PriceTable } from '../../src/domain/fleet/cost.ts';
import { init } from '../../src/operations/init.ts';
import { openJobs } from '../../src/operations/jobs.ts';
import { listStacks } from '../../src/operations/list-stacks.ts';
import type { RegionsPort } from '../../src/operations/ports.ts';
import { openStatus, status } from '../../src/operations/status.ts';
import { why } from '../../src/operations/why.ts';
import { openSandbox, type Sandbox } from '../../src/sandbox/open.ts';
import { bundledTemplate } from '../bundled-template.ts';
import { record } from './record.ts';

let place: string;
let world: World;
let forge: Sandbox;
let prices: PriceTable;
const env: Record<string, string> = { GLFR_SANDBOX_SPEED: '500', GLFR_SANDBOX_SEED: 'jobs' };
const minute = 60_000;
const credentials = () => ({ accessToken: world.proposals.accessToken });
const deps = () => world.ports;
const day = (now: number) => now - 24 * 60 * minute;
const jobs = async (more: object = {}) => (await openJobs({ from: day, ...more }, deps()))();
const ask = (job: string | number, more: object = {}) =>
  why({ job: String(job), from: day, credentials: credentials(), ...more }, deps());
const look = () => status({ credentials: credentials(), prices }, deps());

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'glfr-jobs-'));
  env.XDG_STATE_HOME = place;
  world = await connect({ sandbox: true, signal: new AbortController().signal, env });
  forge = await openSandbox({ stateDir: join(place, 'glfr', 'sandbox'), env, wallNow: Date.now });
  prices = JSON.parse(await readFile(new URL('../../assets/prices.json', import.meta.url), 'utf8'));
  const prompter = { interactive: false, ask: () => Promise.reject(new Error('nobody')) };
  const given = { draft: {}, proposals: world.proposals.draft, credentials: credentials(), prices };
  const options = {
    wait: true,
    timeoutMs: 3_600_000,
    dryRun: false,
    force: false,
    confirmed: true,
    drain: true,
  };
  const templateOf = async (kind: Parameters<typeof bundledTemplate>[0]) => bundledTemplate(kind);
  await record(
    init(
      { ...given, ...options, templateOf, version: '1.2.3', stackName: undefined },
      { ...world.ports, prompter },
    ),
  );
  await world.ports.clock.sleep(40 * minute);
});
beforeEach(() => {
  env.GLFR_SANDBOX_FAULTS = '';
});
afterAll(() => rm(place, { recursive: true, force: true, maxRetries: 10 }));

interface ApiJob {
  id: number;
  status: string;
  queued_duration: number;
  duration: number;
  web_url: string;
  finished_at: string | null;
}

async function api<T>(path: string): Promise<T> {
  const response = await forge.fetch(`${forge.gitlabUrl}/api/v4${path}`, {
    headers: { 'private-token': forge.gitlabToken },
  });
  return (await response.json()) as T;
}

describe('jobs', () => {
  it('are those that GitLab gave, with their times', async () => {
    const known = await api<ApiJob[]>('/runners/41/jobs?per_page=100');
    const rows = new Map((await jobs()).map((row) => [row.id, row]));
    // Lines come a few seconds late.
    const over = known.filter((job) => Date.parse(job.finished_at ?? '') < world.ports.clock.now() - minute);
    expect(over.length).toBeGreaterThan(10);
    for (const job of over) {
      const row = rows.get(job.id);
      expect(row?.state).toBe(job.status === 'success' ? 'succeeded' : 'failed');
      expect(Math.abs((row?.queueSeconds ?? -9) - job.queued_duration)).toBeLessThan(1);
      const { bootSeconds = 0, runSeconds = 0, executorId } = row ?? {};
      // GitLab counts from the request's answer, the log from its line.
      expect(Math.abs(bootSeconds + runSeconds - job.duration)).toBeLessThan(3);
      expect(executorId).toMatch(/^i-/);
    }
  });

  it('are read on, not again', async () => {
    let pages = 0;
    const logs = new Proxy(world.ports.logs, {
      get: (port, name) => {
        if (name === 'page') pages += 1;
        return Reflect.get(port, name);
      },
    });
    const read = await openJobs({ from: day }, { ...deps(), logs });
    const first = await read();
    const once = pages;
    await world.ports.clock.sleep(2 * minute);
    const second = await read();
    expect(pages - once).toBeLessThan(Math.max(2, once));
    expect(second.length).toBeGreaterThanOrEqual(first.length);
    expect(new Set(second.map(({ id }) => id)).size).toBe(second.length);
  });
});

describe('why', () => {
  it('is the same by number and by address, and adds up', async () => {
    const [{ id } = { id: 0 }] = await jobs({ state: 'succeeded' });
    const { web_url } = (await api<ApiJob[]>('/runners/41/jobs?per_page=100')).find((job) => job.id === id)!;
    const result = await ask(id);
    expect(await ask(web_url)).toMatchObject({ job: { id }, phases: result.phases });
    expect(result.phases.map(({ kind }) => kind)).toEqual([
      ...['queue', 'pickup', 'launch', 'boot', 'connect', 'run'],
    ]);
    expect(result.phases.reduce((sum, { seconds }) => sum + seconds, 0)).toBeCloseTo(result.totalSeconds, 3);
    expect(result.next).toContain('glfr jobs');
  });

  it('of a job that never ran here is not found, with what GitLab says', async () => {
    await expect(ask(12)).rejects.toMatchObject({
      ...{
        code: 'job.not-found',
        exitCode: 3,
        message: expect.stringMatching(/^The log of glfr names job 12 nowhere since 20/),
      },
      suggestions: expect.arrayContaining([expect.stringContaining('/-/jobs/12 (then GitLab can be asked)')]),
    });
    const address = `${forge.gitlabUrl}/acme/docs/-/jobs/12`;
    await expect(ask(address)).rejects.toMatchObject({
      message: expect.stringContaining('GitLab shows no job 12 in acme/docs to this access token.'),
    });
    await expect(ask(address, { credentials: {} })).rejects.toMatchObject({ code: 'job.not-found' });
    env.GLFR_SANDBOX_FAULTS = 'gitlab-down';
    await expect(ask(address)).rejects.toMatchObject({
      ...{ code: 'job.not-found', message: expect.stringContaining('Nothing answers at') },
    });
  });

  it('of a job that waits says so in the words of GitLab', async () => {
    const { gitlab } = world.ports;
    const url = forge.gitlabUrl;
    await gitlab.pauseRunner(url, forge.gitlabToken, 41, true);
    let waiting: ApiJob | undefined;
    const known = new Set((await jobs()).map(({ id }) => id));
    const last = Math.max(...known);
    while (!waiting) {
      await world.ports.clock.sleep(2 * minute);
      for (let id = last + 1; id < last + 30 && !waiting; id += 1)
        for (const project of [
          'acme/docs',
          'acme/web/storefront',
          'acme/web/admin',
          'acme/platform/api',
          'acme/platform/billing',
          'acme/data/reports',
          'acme/infra/terraform',
          'acme/mobile/android',
        ]) {
          const job = await api<ApiJob>(`/projects/${encodeURIComponent(project)}/jobs/${id}`);
          if (job.status === 'pending') waiting = job;
        }
    }
    await expect(ask(waiting.web_url)).rejects.toMatchObject({
      ...{
        code: 'job.not-found',
        message: expect.stringMatching(/GitLab says job \d+ \(.+\) is pending: .*paused/),
      },
    });
    await gitlab.pauseRunner(url, forge.gitlabToken, 41, false);
  });

  it.each([
    ['https://gitlab.com/a/b/-/jobs/1', 'job.other-gitlab', 2],
    ['nonsense', 'job.invalid', 2],
  ])('%s: %s', async (job, code, exitCode) => {
    await expect(ask(job)).rejects.toMatchObject({ code, exitCode });
  });
});

describe('status', () => {
  it('has all of it', async () => {
    await world.ports.clock.sleep(20 * minute);
    const { jobs: hour, cost, lacking, manager, gitlab } = await look();
    expect(lacking).toEqual([]);
    expect(manager).toMatchObject({ state: 'running', version: '19.3.0', maxBuilds: 4 });
    expect(gitlab).toMatchObject({ state: 'online', runningJobs: expect.any(Number) });
    expect(hour?.bootSeconds?.p50).toBeGreaterThan(20);
    expect(hour?.queueSeconds?.series).toHaveLength(12);
    expect(cost?.now.managerPerHour).toBeCloseTo(0.0198, 3);
    // Of a world of hours the whole log is read.
    expect(cost?.month.executorsSince).toBe(cost?.month.since);
    expect(cost?.month.executorHours).toBeGreaterThan(1);
  });

  it.each([
    ['deny:ec2:DescribeInstances', 'the executors', ['executors', 'cost']],
    ['deny:logs:FilterLogEvents', 'the log', ['jobs', 'cost', 'executors']],
    ['deny:ecs:DescribeServices', 'the service', []],
    ['deny:ecs:ListTasks', 'the task', []],
    ['gitlab-down', "GitLab's view of the runner", []],
  ])('%s hides no more than its part', async (fault, what, missing) => {
    env.GLFR_SANDBOX_FAULTS = fault;
    const result = await look();
    expect(result.lacking).toMatchObject([{ what }]);
    const parts = ['stack', 'manager', 'gitlab', 'executors', 'jobs', 'cost'];
    expect(parts.filter((part) => !(part in result)).sort()).toEqual([...missing].sort());
    if (fault.startsWith('deny:ecs'))
      expect(result).toMatchObject({ manager: { state: 'unknown' }, healthy: false });
  });

  it('fails where nothing of it is left', async () => {
    env.GLFR_SANDBOX_FAULTS = 'deny:cloudformation:DescribeStacks';
    await expect(look()).rejects.toMatchObject({ code: 'aws.denied', exitCode: 4 });
    env.GLFR_SANDBOX_FAULTS = 'expired';
    await expect(look()).rejects.toMatchObject({ code: 'aws.credentials-expired' });
  });

  it('looked at again says what one look would', async () => {
    const read = openStatus({ credentials: credentials(), prices }, deps());
    await read();
    await world.ports.clock.sleep(5 * minute);
    const [again, fresh] = await Promise.all([read(), look()]);
    // The world goes on between the two.
    expect(Math.abs((again.jobs?.ended ?? 0) - (fresh.jobs?.ended ?? 99))).toBeLessThan(3);
    const hours = [again, fresh].map(({ cost }) => cost?.month.executorHours ?? 0);
    expect(Math.abs((hours[0] ?? 0) / (hours[1] ?? 1) - 1)).toBeLessThan(0.05);
  });
});

describe('stacks', () => {
  const regions = (answers: Record<string, () => Promise<never[]>>): RegionsPort => ({
    enabled: async () => Object.keys(answers),
    stacksIn: (region) => ({ list: answers[region] ?? (() => world.ports.stacks.list()) }),
  });
  const denied = new GlfrError({ code: 'aws.denied', message: 'No.', exitCode: 4 });

  it('of the region, of several and of all', async () => {
    const list = (asked: readonly string[] | 'all') =>
      listStacks({ regions: asked, version: '2.0.0' }, { ...deps(), regions: world.regions });
    const one = await list([]);
    expect(one).toMatchObject({
      unread: [],
      rows: [{ stackName: 'glfr', region: 'us-east-1', version: '1.2.3' }],
    });
    expect(one.rows[0]).toMatchObject({ wouldUpdate: true, isNewer: false });
    expect(await list('all')).toEqual(one);
    // The sandbox answers as one region: the same stack is listed once.
    expect(await list(['us-east-1', 'eu-west-1', 'us-east-1'])).toEqual(one);
  });

  it('of regions of which one cannot be read', async () => {
    const some = regions({ a: async () => [], b: () => Promise.reject(denied) });
    const listed = await listStacks({ regions: 'all', version: '1' }, { ...deps(), regions: some });
    expect(listed).toMatchObject({ rows: [], unread: [{ region: 'b', error: { code: 'aws.denied' } }] });
    const none = regions({ b: () => Promise.reject(denied) });
    await expect(
      listStacks({ regions: 'all', version: '1' }, { ...deps(), regions: none }),
    ).rejects.toMatchObject({ code: 'aws.denied' });
  });
});
