import { beforeAll, expect, it } from 'vitest';
import type { GlfrEvent } from '../../src/domain/event.ts';
import type { JobFate } from '../../src/domain/runner/jobs-in-hand.ts';
import type { Prompter } from '../../src/operations/ports.ts';
import { scale } from '../../src/operations/scale.ts';
import { requireParts } from '../../src/operations/stack-parts.ts';
import { JobWatch } from '../../src/operations/watch-jobs.ts';
import { fleetWorld, runLoose } from './fleet-world.ts';
import { record } from './record.ts';

let world: Awaited<ReturnType<typeof fleetWorld>>;

beforeAll(async () => {
  world = await fleetWorld({}, 'scale');
  world.bench.pass(600);
});

const run = (concurrency: number, more: object = {}, events: GlfrEvent[] = []) => {
  const input = {
    confirmed: true,
    dryRun: false,
    wait: true,
    timeoutMs: 36_000_000,
    credentials: {},
    ...more,
  };
  return record(scale({ ...input, draft: { concurrency } }, world.deps), events);
};
const concurrency = async () => (await world.deps.stacks.find('glfr'))?.parameters.Concurrency;
const untilBusy = async (jobs: number) => {
  const parts = await requireParts(world.stack, world.deps.stacks);
  while ((await JobWatch.begin(parts, world.deps)).jobs.length < jobs) world.bench.pass(10);
};
/** Answers in turn, and keeps the questions. */
const answering = (...answers: boolean[]) => {
  const asked: Parameters<Prompter['ask']>[0][] = [];
  const prompter: Prompter = {
    interactive: true,
    async ask(question) {
      asked.push(question);
      return { kind: 'value', value: answers.shift() ?? false };
    },
  };
  return { asked, prompter };
};
const fates = (jobs: readonly { fate: JobFate }[] = []) => new Set(jobs.map(({ fate }) => fate));

it('a dry run shows the change set, and takes it away again', async () => {
  const { stacks } = world.deps;
  const gone: string[] = [];
  const recorded = {
    ...stacks,
    deleteChangeSet: (id: string) => stacks.deleteChangeSet(id).then(() => void gone.push(id)),
  };
  const input = { confirmed: false, wait: true, timeoutMs: 1000, credentials: {} };
  const { result } = await record(
    scale({ ...input, dryRun: true, draft: { concurrency: 9 } }, { ...world.deps, stacks: recorded }),
  );
  expect(result).toMatchObject({ action: 'planned', next: ['{again without --dry-run}'] });
  expect(result.changeSet).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ action: 'Modify', logicalId: 'ManagerService', replacement: 'False' }),
      expect.objectContaining({ action: 'Modify', logicalId: 'ManagerTaskDefinition', replacement: 'True' }),
    ]),
  );
  expect(gone).toHaveLength(1);
  await expect(stacks.describeChangeSet(gone[0] ?? '')).rejects.toThrow();
  expect(await concurrency()).toBe('4');
});

it('waits its turn while something else changes the stack', async () => {
  const stack = await world.deps.stacks.find('glfr');
  const busy = async () => stack && { ...stack, status: 'UPDATE_IN_PROGRESS' };
  const deps = { ...world.deps, stacks: { ...world.deps.stacks, find: busy, list: async () => [] } };
  const input = { stackName: 'glfr', confirmed: true, dryRun: false, wait: true, timeoutMs: 1000 };
  const scaling = record(scale({ ...input, credentials: {}, draft: { concurrency: 9 } }, deps));
  await expect(scaling).rejects.toMatchObject({ code: 'stack.busy', exitCode: 6 });
});

it('without the permission for a change set the plan has to do', async () => {
  world.bench.faults('deny:cloudformation:CreateChangeSet');
  const { events, result } = await run(9, { dryRun: true });
  world.bench.faults();
  expect(result).toMatchObject({ action: 'planned' });
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'phase.ended', phase: 'change-set', outcome: 'skipped' }),
  );
});

it('lets every job end, tells how it ended, and takes away what is left over', async () => {
  const stray = await runLoose(world, { KeyName: world.machine(1) });
  world.bench.pass(2400);
  await untilBusy(2);
  const { events, result } = await run(5);
  const inHand = events.find(({ type }) => type === 'jobs.in-hand');
  expect(inHand).toMatchObject({ fate: 'end-first' });
  expect(result.jobs?.length).toBeGreaterThanOrEqual(2);
  expect([...fates(result.jobs)].filter((fate) => fate !== 'succeeded' && fate !== 'failed')).toEqual([]);
  expect(result).toMatchObject({ action: 'updated', manager: { maxBuilds: 5 } });
  expect(result.leftovers?.removed).toMatchObject([{ kind: 'instance', id: stray }]);
  const [gone] = await world.deps.fleet.find([stray]);
  expect(gone?.state).not.toBe('running');
});

it('with --now names the jobs that die, asks, and without a yes lets all be', async () => {
  await untilBusy(2);
  const { asked, prompter } = answering(false);
  const events: GlfrEvent[] = [];
  const input = { confirmed: false, dryRun: false, wait: true, now: true, timeoutMs: 36_000_000 };
  const declined = record(
    scale({ ...input, credentials: {}, draft: { concurrency: 2 } }, { ...world.deps, prompter }),
    events,
  );
  await expect(declined).rejects.toMatchObject({ code: 'declined' });
  expect(events.find(({ type }) => type === 'jobs.in-hand')).toMatchObject({ fate: 'die' });
  expect(asked).toMatchObject([
    { default: false, message: expect.stringMatching(/running jobs? die|running job die/) },
  ]);
  expect(await concurrency()).toBe('5');
});

it('with --now waits for no job: the old manager is stopped, and GitLab hears that they failed', async () => {
  await untilBusy(2);
  const { events, result } = await run(2, { now: true });
  const killed = (result.jobs ?? []).filter(({ fate }) => fate === 'killed');
  expect(killed.length).toBeGreaterThan(0);
  expect(fates(result.jobs)).not.toContain('running');
  expect(events).toContainEqual(
    expect.objectContaining({ type: 'notice', text: expect.stringContaining('told to stop') }),
  );
  expect(events.some((event) => 'phase' in event && event.phase === 'drain')).toBe(false);
  expect(result).toMatchObject({ action: 'updated', manager: { maxBuilds: 2 } });
});

it('with --now, but without the permission to stop a task, lets the jobs end after all', async () => {
  await untilBusy(1);
  world.bench.faults('deny:ecs:StopTask');
  const { events, result } = await run(3, { now: true });
  world.bench.faults();
  expect(events).toContainEqual(
    expect.objectContaining({ level: 'warning', text: expect.stringContaining('ecs:StopTask') }),
  );
  expect(fates(result.jobs)).not.toContain('killed');
});

it('takes an update back at the first task that cannot start, and says what became of jobs', async () => {
  const before = await concurrency();
  await untilBusy(1);
  world.bench.faults('image');
  const events: GlfrEvent[] = [];
  await expect(run(7, {}, events)).rejects.toMatchObject({
    code: 'stack.failed',
    message: expect.stringMatching(
      /image cannot be pulled.+AWS took the change back; the runner works as before/,
    ),
  });
  world.bench.faults();
  const failed = events.filter(
    (event) =>
      event.type === 'task.changed' &&
      event.task.stopCode === 'TaskFailedToStart' &&
      event.task.lastStatus === 'STOPPED',
  );
  expect(failed).toHaveLength(1);
  expect(events).toContainEqual(expect.objectContaining({ text: expect.stringContaining('taken back now') }));
  const ended = events.find((event) => event.type === 'jobs.ended');
  expect(ended?.jobs.map(({ fate }) => fate)).not.toContain('killed');
  expect(await concurrency()).toBe(before);
  const parts = await requireParts(world.stack, world.deps.stacks);
  expect(await world.deps.service.describe(parts.cluster, parts.service)).toMatchObject({ running: 1 });
});

it('without the permission to cancel, ECS gives up after three tasks', async () => {
  const before = await concurrency();
  world.bench.faults('image', 'deny:cloudformation:CancelUpdateStack');
  const events: GlfrEvent[] = [];
  await expect(run(7, {}, events)).rejects.toMatchObject({ code: 'stack.failed' });
  world.bench.faults();
  expect(
    events.filter(
      (event) =>
        event.type === 'task.changed' &&
        event.task.stopCode === 'TaskFailedToStart' &&
        event.task.lastStatus === 'STOPPED',
    ),
  ).toHaveLength(3);
  expect(await concurrency()).toBe(before);
});
