import { beforeAll, describe, expect, it } from 'vitest';
import table from '../../assets/prices.json' with { type: 'json' };
import type { ExecutorRow } from '../../src/domain/fleet/executor-row.ts';
import { readExecutors } from '../../src/operations/executors.ts';
import { findTarget } from '../../src/operations/executors-connect.ts';
import { showExecutor } from '../../src/operations/executors-show.ts';
import { stopExecutors } from '../../src/operations/executors-stop.ts';
import { watchExecutors } from '../../src/operations/watch-executors.ts';
import { fleetWorld, runLoose, saysYes } from './fleet-world.ts';

const prices = { ...table, currency: 'USD' as const };
let world: Awaited<ReturnType<typeof fleetWorld>>;

beforeAll(async () => {
  world = await fleetWorld({ IdleCount: '1', Concurrency: '6', MaxExecutors: '8' });
});

const list = async (all = false) => (await readExecutors({ all, prices }, world.deps)).list;

/** Lets time pass until one is so. */
async function until(isSo: (row: ExecutorRow) => boolean): Promise<ExecutorRow> {
  for (let tries = 0; tries < 400; tries++) {
    const found = (await list()).rows.find(isSo);
    if (found) return found;
    world.bench.pass(7);
  }
  throw new Error('it never was so');
}
const busy = () => until(({ state }) => state === 'busy');
const idle = () => until(({ state }) => state === 'idle');
const desired = async (): Promise<number> =>
  (await world.bench.aws('auto-scaling', 'DescribeAutoScalingGroups')).AutoScalingGroups[0].DesiredCapacity;
const stop = (wanted: string[], more: object = {}) =>
  stopExecutors({ wanted, force: false, confirmed: true, ...more }, world.deps);

describe('the list', () => {
  it('has every instance EC2 shows once, over all pages, with job, boot and cost', async () => {
    const row = await busy();
    expect(row).toMatchObject({
      ...{ job: { id: expect.any(Number), project: expect.stringContaining('/') }, type: 't3.large' },
      ...{ bootSeconds: expect.any(Number), jobsDone: 0, vCpus: 2, costPerHour: expect.any(Number) },
    });
    world.bench.pass(3000);
    const filter = { Filters: [{ Name: 'tag:glfr:stack', Values: ['glfr'] }] };
    const shown = await world.bench.all<{ Instances: { InstanceId: string }[] }>(
      ...(['ec2', 'DescribeInstances', filter, 'Reservations'] as const),
    );
    expect(shown.length).toBeGreaterThan(5);
    const { rows, limit } = await list(true);
    expect(rows.map(({ id }) => id).toSorted()).toEqual(
      shown.map(({ Instances }) => Instances[0]!.InstanceId).toSorted(),
    );
    expect(rows.filter(({ state }) => state === 'orphan' || state === 'stuck')).toEqual([]);
    expect(limit).toBe(8);
    expect((await list()).rows.every(({ state }) => state !== 'terminated')).toBe(true);
  });

  it('without the log says so, and guesses nothing', async () => {
    await busy();
    world.bench.faults('deny:logs:FilterLogEvents');
    const { rows, lacking } = await list();
    expect(lacking).toEqual([expect.stringMatching(/logs:FilterLogEvents .*orphans are not known/)]);
    expect(rows.every(({ state, job }) => !['busy', 'idle', 'orphan'].includes(state) && !job)).toBe(true);
    world.bench.faults('deny:ec2:DescribeInstances');
    await expect(list()).rejects.toMatchObject({ code: 'aws.denied', exitCode: 4 });
    world.bench.faults('throttle');
    expect((await list()).lacking).toEqual([]);
    world.bench.faults();
  });

  it('watched goes on over what passes, and says it', async () => {
    const watching = watchExecutors({ all: false, everyMs: 30_000 }, world.deps);
    const seen: string[] = [];
    for (let look = 0; look < 14; look++) {
      world.bench.faults(...(look === 5 ? ['deny:logs:FilterLogEvents'] : []));
      const event = await watching.next().catch((error: { code: string }) => error.code);
      if (typeof event === 'string') seen.push(event);
      else if (!event.done && event.value.type === 'executors.listed') {
        const direct = await list();
        const shape = (rows: readonly ExecutorRow[]) =>
          rows.map(({ id, state, job }) => `${id} ${state} ${job?.id}`).toSorted();
        expect(shape(event.value.list.rows)).toEqual(shape(direct.rows));
      }
      if (seen.length > 0) break;
    }
    world.bench.faults();
    expect(seen).toEqual(['aws.denied']);
  });
});

describe('stop', () => {
  it('knows what is no executor, and ends nothing then', async () => {
    const before = await desired();
    const one = await idle();
    await expect(stop([one.id, 'nonsense'])).rejects.toMatchObject({ code: 'executor.invalid', exitCode: 2 });
    const unknown = stop([one.id, 'i-0123456789abcdef0']);
    await expect(unknown).rejects.toMatchObject({ code: 'executor.not-found', exitCode: 3 });
    const theirs = await runLoose(world, { tags: { 'glfr:stack': 'other' } });
    const foreign = stop([one.id, theirs], { force: true });
    await expect(foreign).rejects.toMatchObject({
      ...{ code: 'executor.foreign', exitCode: 3, message: expect.stringContaining('stack other') },
    });
    const bare = await runLoose(world, {});
    await expect(stop([bare])).rejects.toMatchObject({ code: 'executor.foreign' });
    expect(await desired()).toBeGreaterThanOrEqual(before);
  });

  it('refuses a busy one, and one of which it is not known', async () => {
    const { id, job } = await busy();
    await expect(stop([id])).rejects.toMatchObject({
      ...{ code: 'executor.busy', exitCode: 1, message: expect.stringContaining(`job ${job?.id}`) },
    });
    world.bench.faults('deny:logs:FilterLogEvents');
    await expect(stop([id])).rejects.toMatchObject({ code: 'executor.busy' });
    world.bench.faults();
  });

  it('by force takes it through its group, which wants one less', async () => {
    const { id, job } = await busy();
    const before = await desired();
    const { stopped, skipped } = await stop([id, id], { force: true });
    expect(stopped).toEqual([{ id, through: 'group', job }]);
    expect(skipped).toEqual([]);
    expect(await desired()).toBe(before - 1);
    expect(await stop([id])).toMatchObject({ stopped: [], skipped: [{ id, why: 'ended' }] });
  });

  it('lets one be that got a job while the question stood there', async () => {
    const { id } = await idle();
    const prompter = saysYes(() => until((row) => row.id === id && row.state === 'busy'));
    const input = { wanted: [id], force: false, confirmed: false };
    expect(await stopExecutors(input, { ...world.deps, prompter })).toMatchObject({
      ...{ stopped: [], skipped: [{ id, why: 'became-busy' }] },
    });
    await expect(stopExecutors({ ...input, wanted: [(await idle()).id] }, world.deps)).rejects.toMatchObject({
      code: 'input.needed',
    });
  });
});

/** A beginning of an id that no other has, and one that several have. */
async function beginnings(id: string): Promise<{ own: string; shared: string }> {
  const ids = (await list(true)).rows.map((row) => row.id).filter((one) => one !== id);
  const lengths = [...id].map((_, length) => length + 1).filter((length) => length > 2);
  const fits = (length: number) => ids.some((one) => one.startsWith(id.slice(0, length)));
  const own = lengths.find((length) => !fits(length)) ?? id.length;
  return { own: id.slice(0, own), shared: id.slice(0, own - 1) };
}

describe('a beginning', () => {
  const show = (wanted: string) => showExecutor({ wanted, consoleLines: 0, prices }, world.deps);

  it('that one executor has is enough for show, connect and stop', async () => {
    const { id } = await busy();
    const { own, shared } = await beginnings(id);
    expect(own.length).toBeLessThan(id.length);
    expect((await show(own)).id).toBe(id);
    await expect(findTarget({ wanted: own }, world.deps)).rejects.toMatchObject({ code: 'connect.no-ssm' });
    await expect(stop([own])).rejects.toMatchObject({
      code: 'executor.busy',
      message: expect.stringContaining(id),
    });
    const several = { code: 'executor.ambiguous', exitCode: 2 };
    const named = (command: string) => ({
      ...several,
      suggestions: expect.arrayContaining([
        expect.stringMatching(new RegExp(`^glfr executors ${command} ${shared}\\w+ \\(`)),
      ]),
    });
    expect(shared).toMatch(/^i-\w/);
    await expect(show(shared)).rejects.toMatchObject(named('show'));
    await expect(findTarget({ wanted: shared }, world.deps)).rejects.toMatchObject(named('connect'));
    await expect(stop([id, shared], { force: true })).rejects.toMatchObject(named('stop'));
    expect((await list()).rows.find((row) => row.id === id)?.state).toBe('busy');
  });

  it('of the ids of two, by one letter', async () => {
    const rows = (await list(true)).rows;
    const first = rows.find(({ id }) => rows.filter((row) => row.id.startsWith(id.slice(0, 3))).length > 1);
    const found = show(first?.id.slice(0, 3) ?? '');
    await expect(found).rejects.toMatchObject({
      ...{ code: 'executor.ambiguous', message: expect.stringMatching(/^\d+ executors begin with i-\w\.$/) },
      suggestions: expect.arrayContaining([expect.stringContaining(`glfr executors show ${first?.id}`)]),
    });
    await expect(show('i-fffffffffff')).rejects.toMatchObject({ code: 'executor.not-found', exitCode: 3 });
    await expect(show('i-')).rejects.toMatchObject({ code: 'executor.invalid', exitCode: 2 });
  });
});

describe('show', () => {
  const show = (wanted: string) => showExecutor({ wanted, consoleLines: 3, prices }, world.deps);

  it('finds it by a job that it runs or ran, also when EC2 has forgotten it', async () => {
    const { id, job } = await busy();
    const address = `https://gitlab.sandbox.example/${job?.project}/-/jobs/${job?.id}`;
    for (const wanted of [`#${job?.id}`, String(job?.id), address]) expect((await show(wanted)).id).toBe(id);
    await expect(show('https://gitlab.com/a/b/-/jobs/1')).rejects.toMatchObject({
      ...{ code: 'job.other-gitlab', exitCode: 2 },
    });
    await expect(show('12')).rejects.toMatchObject({ code: 'job.not-found', exitCode: 3 });
    world.bench.pass(1200);
    expect((await show(String(job?.id))).timeline.map(({ what }) => what)).toContain('job-ended');
    world.bench.pass(3 * 3600);
    const later = await show(String(job?.id));
    expect(later).toMatchObject({ id });
    expect(later).not.toHaveProperty('executor');
    expect((await show(id.slice(0, 12))).id).toBe(id);
    await expect(show(id.slice(0, 3))).rejects.toMatchObject({ code: 'executor.ambiguous' });
  });

  it('tells the life of a machine in order, with its lines and its console', async () => {
    const { id, job } = await busy();
    const shown = await show(id);
    const what = shown.timeline.map((moment) => moment.what);
    expect(what).toEqual(expect.arrayContaining(['launched', 'discovered', 'ready', 'job-started']));
    expect(shown.timeline.map(({ time }) => time)).toEqual(shown.timeline.map(({ time }) => time).toSorted());
    expect(shown.timeline.find((moment) => moment.what === 'job-started')).toMatchObject({ job: job?.id });
    for (const { message } of shown.log) expect(message).toMatch(new RegExp(`${id}|"job":${job?.id}\\b`));
    expect(shown.console?.lines).toHaveLength(3);
    world.bench.faults('deny:ec2:GetConsoleOutput');
    expect((await show(id)).lacking).toEqual([expect.stringContaining('ec2:GetConsoleOutput')]);
    world.bench.faults();
    world.bench.pass(3 * 3600);
    const later = await show(id);
    expect(later).not.toHaveProperty('executor');
    expect(later.timeline.map((moment) => moment.what)).toContain('job-ended');
    await expect(show('i-0123456789abcdef0')).rejects.toMatchObject({ code: 'executor.not-found' });
  });
});

describe('connect', () => {
  const find = (wanted: string, deps = world.deps) => findTarget({ wanted }, deps);

  it('finds the machine by itself or by its job, and says why it cannot', async () => {
    const { id, job } = await busy();
    await expect(find(id)).rejects.toMatchObject({ code: 'connect.no-ssm' });
    await expect(find('99')).rejects.toMatchObject({ code: 'job.not-found', exitCode: 3 });
    await expect(find('nonsense')).rejects.toMatchObject({ code: 'executor.invalid', exitCode: 2 });
    const parameters = { ...world.stack.parameters, Ssm: 'true' };
    const stacks = { ...world.deps.stacks, list: async () => [{ ...world.stack, parameters }] };
    const deps = { ...world.deps, stacks };
    const address = `https://gitlab.sandbox.example/${job?.project}/-/jobs/${job?.id}`;
    for (const wanted of [`#${job?.id}`, address])
      expect(await find(wanted, deps)).toEqual({ id, region: 'us-east-1', job });
    await stop([id], { force: true });
    await expect(find(id, deps)).rejects.toMatchObject({ code: 'executor.gone', exitCode: 3 });
  });
});
