import fc from 'fast-check';
import { expect, test } from 'vitest';
import { listExecutors } from '../../../src/domain/fleet/executors.ts';
import type { Instance } from '../../../src/domain/fleet/instance.ts';
import { type Activity, emptyActivity, step } from '../../../src/domain/runner/activity.ts';
import { parseLogLine } from '../../../src/domain/runner/log-line.ts';
import { dockerImageBoot, dockerMachineBoot } from '../../../src/domain/simulation/boot.ts';
import { type Executor, instanceState } from '../../../src/domain/simulation/executor.ts';
import { formatRecord } from '../../../src/domain/simulation/log-record.ts';
import { hour, makeWorld, minute, start, type World } from '../simulation/world.ts';

/** Folds the lines written since the last time, as CloudWatch would hand them over. */
function catchUp(world: World, activity: Activity): void {
  for (const record of world.records.splice(0)) step(activity, parseLogLine(formatRecord(record)));
}

const instanceOf = (executor: Executor): Instance => ({
  id: executor.id,
  ...(executor.name && { name: executor.name }),
  type: 't3.large',
  state: instanceState(executor),
  lifecycle: 'on-demand',
  zone: 'us-east-1a',
  launchedAt: executor.launchedAt,
  tags: {},
});

/** What the simulation knows of an executor that runs. */
function truth(executor: Executor, world: World): string {
  const state = instanceState(executor);
  if (state === 'terminated' || state === 'pending') return state;
  // The manager stops a machine only to remove it.
  if (['stopping', 'stopped', 'shutting-down'].includes(state)) return 'removing';
  const isBusy = [...world.manager.running.values()].some((build) => build.executor === executor);
  if (isBusy) return 'busy';
  if (executor.jobIds.length > 0) return 'removing';
  return executor.readyAt === undefined ? 'booting' : 'idle';
}

function compare(world: World, activity: Activity): void {
  const { engine, manager, fleet, queue } = world;
  expect(activity.builds ?? 0).toBe(manager.builds);
  const open = [...activity.jobs.values()].filter(({ endedAt }) => endedAt === undefined);
  const running = [...manager.running.values()];
  expect(open.map(({ id, executorId, takenAt, startedAt }) => [id, executorId, takenAt, startedAt])).toEqual(
    running.map(({ taken, executor, receivedAt, startedAt }) => [
      taken.job.id,
      executor?.name ?? executor?.id,
      receivedAt,
      startedAt,
    ]),
  );
  for (const { id, outcome, endedAt, queuedSeconds } of activity.jobs.values()) {
    const record = queue.finished.get(id);
    if (endedAt === undefined || record === undefined) continue;
    expect(outcome === 'success').toBe(record.status === 'success');
    expect(endedAt).toBe(record.finishedAt);
    expect(queuedSeconds).toBe(((record.takenAt ?? 0) - record.pendingAt) / 1000);
  }
  const rows = listExecutors(fleet.executors.map(instanceOf), activity, engine.now);
  expect(rows.map(({ id, state }) => [id, state])).toEqual(
    fleet.executors.map((executor) => [executor.id, truth(executor, world)]),
  );
  for (const { job, state, id } of rows) {
    expect(job?.id).toBe(state === 'busy' ? fleet.get(id)?.jobIds[0] : undefined);
  }
}

const settings = fc.record({
  concurrency: fc.integer({ min: 1, max: 8 }),
  idleCount: fc.integer({ min: 0, max: 2 }),
});
const kinds = ['docker-autoscaler', 'docker+machine'] as const;
const bootOf = { 'docker-autoscaler': dockerImageBoot, 'docker+machine': dockerMachineBoot };
const pauses = fc.array(fc.integer({ min: 1, max: 7 * minute }), { minLength: 5, maxLength: 30 });

test.for(kinds)(
  'at any time the log of %s tells which jobs run, on which executors, and what each executor is doing',
  (executor) => {
    fc.assert(
      fc.property(settings, fc.integer(), pauses, (given, seed, steps) => {
        const workload = { jobsPerHour: 150, failureShare: 0.3 };
        const world = makeWorld({
          ...{ settings: { ...given, executor }, seed, workload, boot: bootOf[executor] },
        });
        const activity = emptyActivity();
        for (const pause of steps) {
          world.engine.runUntil(world.engine.now + pause);
          catchUp(world, activity);
          compare(world, activity);
        }
        expect(activity.maxBuilds).toBe(given.concurrency);
      }),
      { numRuns: 40 },
    );
  },
);

test('also after executors were lost, and after the manager was killed and replaced', () => {
  const world = makeWorld({ settings: { concurrency: 6 }, workload: { jobsPerHour: 300 } });
  const activity = emptyActivity();
  const go = (time: number): void => {
    world.engine.runUntil(world.engine.now + time);
    catchUp(world, activity);
  };
  go(20 * minute);
  const [lost] = [...world.manager.running.values()].flatMap(({ executor }) => executor ?? []);
  world.fleet.terminate(lost?.id ?? '');
  go(2 * minute);
  expect(activity.executors.get(lost?.id ?? '')).toMatchObject({ wasLost: true });
  expect(activity.jobs.get(lost?.jobIds[0] ?? 0)?.outcome).toBe('system-failure');
  compare(world, activity);
  go(10 * minute);
  const abandoned = [...world.manager.running.keys()];
  expect(abandoned.length).toBeGreaterThan(0);
  world.manager.kill();
  world.manager = world.addManager('r_2');
  world.manager.start();
  go(5 * minute);
  for (const id of abandoned) expect(activity.jobs.get(id)?.outcome).toBe('lost');
  compare(world, activity);
  expect(world.engine.now).toBeLessThan(start + hour);
});
