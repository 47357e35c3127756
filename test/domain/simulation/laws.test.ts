import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fixedBoot } from '../../../src/domain/simulation/boot.ts';
import { Engine } from '../../../src/domain/simulation/engine.ts';
import { instanceState } from '../../../src/domain/simulation/executor.ts';
import { Fleet } from '../../../src/domain/simulation/fleet.ts';
import { Logbook } from '../../../src/domain/simulation/logbook.ts';
import { Scaler } from '../../../src/domain/simulation/scaler.ts';
import { managerSettings } from '../../../src/domain/simulation/settings.ts';
import { hour, makeJob, makeWorld, minute, start, type World } from './world.ts';

const settings = fc.record({
  concurrency: fc.integer({ min: 1, max: 8 }),
  idleCount: fc.integer({ min: 0, max: 3 }),
  maxInstances: fc.integer({ min: 0, max: 8 }),
  idleMs: fc.constantFrom(minute, 20 * minute),
});

/** Executors that count against `max_instances`. */
const living = ({ fleet }: World): number =>
  fleet.executors.filter((executor) => instanceState(executor) !== 'terminated').length;

test('whatever the settings: limits hold, one job an executor, and every taken job ends', () => {
  fc.assert(
    fc.property(settings, fc.integer(), (given, seed) => {
      const world = makeWorld({ settings: given, seed, workload: { jobsPerHour: 200 }, quiet: true });
      const { engine, manager, queue, fleet, ended } = world;
      for (let at = start; at <= start + 2 * hour; at += 7_001) {
        engine.runUntil(at);
        expect(manager.builds).toBeLessThanOrEqual(given.concurrency);
        if (given.maxInstances > 0) expect(living(world)).toBeLessThanOrEqual(given.maxInstances);
        expect(fleet.executors.every(({ jobIds }) => jobIds.length <= 1)).toBe(true);
      }
      queue.paused = true;
      engine.runUntil(engine.now + 24 * hour);
      expect(queue.running.size).toBe(0);
      expect(manager.builds).toBe(0);
      expect(ended.map(({ taken }) => taken.job.id).toSorted()).toEqual(
        [...queue.finished.keys()].toSorted(),
      );
      for (const { taken, startedAt = 0, endedAt } of ended)
        expect(endedAt).toBe(startedAt + taken.job.durationMs);
      const wanted =
        given.maxInstances === 0 ? given.idleCount : Math.min(given.idleCount, given.maxInstances);
      expect(living(world)).toBe(wanted);
    }),
    { numRuns: 40 },
  );
});

test('without an idle executor and without a limit, a job waits for its boot exactly', () => {
  const { engine, ended } = makeWorld({
    boot: fixedBoot(43_210),
    settings: { concurrency: 500, maxInstances: 0, scaleIntervalMs: 0, requestMs: 0 },
    quiet: true,
  });
  engine.runUntil(start + 12 * hour);
  expect(ended.length).toBeGreaterThan(500);
  expect(new Set(ended.map(({ receivedAt, startedAt = 0 }) => startedAt - receivedAt))).toEqual(
    new Set([43_210]),
  );
});

test('a cold executor of the default boot is ready after 35 to 50 seconds', () => {
  const { engine, ended } = makeWorld({ settings: { concurrency: 500, maxInstances: 0 }, quiet: true });
  engine.runUntil(start + 12 * hour);
  const waits = ended
    .map(({ receivedAt, startedAt = 0 }) => startedAt - receivedAt)
    .toSorted((a, b) => a - b);
  expect(waits[Math.floor(waits.length * 0.05)]).toBeGreaterThan(33_000);
  expect(waits[Math.floor(waits.length * 0.95)]).toBeLessThan(50_000);
});

test('an idle executor takes the boot out of the wait, and the pool is filled again', () => {
  const jobs = [makeJob(1, 10 * minute, minute), makeJob(2, 20 * minute, minute)];
  const { engine, ended, fleet } = makeWorld({ jobs, settings: { idleCount: 1 }, quiet: true });
  engine.runUntil(start + 5 * minute);
  expect(fleet.executors.filter((executor) => instanceState(executor) === 'running')).toHaveLength(1);
  engine.runUntil(start + hour);
  expect(ended.map(({ receivedAt, startedAt }) => startedAt === receivedAt)).toEqual([true, true]);
  expect(ended.every(({ taken, receivedAt }) => receivedAt - taken.job.arrivesAt <= 3_180)).toBe(true);
});

test('a pipeline is taken in one go, a request after the other', () => {
  const jobs = [1, 2, 3, 4].map((id) => makeJob(id, minute, minute));
  const { engine, ended } = makeWorld({ jobs, settings: { concurrency: 4, requestMs: 200 }, quiet: true });
  engine.runUntil(start + hour);
  const received = ended.map(({ receivedAt }) => receivedAt).toSorted((a, b) => a - b);
  expect(received.map((at) => at - (received[0] ?? 0))).toEqual([0, 200, 400, 600]);
});

test('an executor whose job was taken back waits its idle time and goes', () => {
  const engine = new Engine(start);
  const fleet = new Fleet({ engine, seed: 1 });
  const given = managerSettings({ idleMs: 10 * minute });
  const scaler = new Scaler({ engine, fleet, settings: given, seed: 1, log: new Logbook(engine) });
  scaler.start();
  const acquisition = { onAcquired: () => expect.unreachable(), onLost: () => expect.unreachable() };
  expect(scaler.reserve()).toBe(true);
  scaler.acquire(acquisition);
  engine.runUntil(start + 10_000);
  scaler.cancel(acquisition);
  engine.runUntil(start + 10 * minute);
  const [executor] = fleet.executors;
  expect(executor && instanceState(executor)).toBe('running');
  engine.runUntil(start + 15 * minute);
  expect(executor?.terminatingAt).toBeGreaterThanOrEqual((executor?.readyAt ?? 0) + 10 * minute);
  expect(executor?.terminatingAt).toBeLessThanOrEqual((executor?.readyAt ?? 0) + 10 * minute + 1_000);
});

test('the same seed gives the same lines, and other settings the same jobs', () => {
  const run = (concurrency: number, seed = 5): World => {
    const world = makeWorld({ seed, settings: { concurrency } });
    world.engine.runUntil(start + 3 * hour);
    return world;
  };
  expect(run(4).records).toEqual(run(4).records);
  expect(run(4).records).not.toEqual(run(4, 6).records);
  const durations = ({ ended }: World): Map<number, number> =>
    new Map(ended.map(({ taken: { job }, startedAt = 0, endedAt = 0 }) => [job.id, endedAt - startedAt]));
  const [few, many] = [durations(run(2)), durations(run(40))];
  const both = [...few.keys()].filter((id) => many.has(id));
  expect(both.length).toBeGreaterThan(50);
  for (const id of both) expect(few.get(id)).toBe(many.get(id));
});

test('terminated executors are forgotten after an hour', () => {
  const { engine, fleet } = makeWorld({ jobs: [makeJob(1, 0, minute)], quiet: true });
  engine.runUntil(start + 30 * minute);
  expect(fleet.executors.map((executor) => instanceState(executor))).toEqual(['terminated']);
  expect(fleet.executors[0]?.id).toMatch(/^i-[0-9a-f]{17}$/);
  engine.runUntil(start + 2 * hour);
  expect(fleet.executors).toEqual([]);
});
