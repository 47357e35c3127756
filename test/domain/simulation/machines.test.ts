import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dockerMachineBoot } from '../../../src/domain/simulation/boot.ts';
import { instanceState } from '../../../src/domain/simulation/executor.ts';
import { hour, makeJob, makeWorld, minute, start, type World, type WorldOptions } from './world.ts';

/** A world of docker-machine. */
const machines = ({ settings, ...options }: WorldOptions = {}): World =>
  makeWorld({
    boot: dockerMachineBoot,
    ...options,
    settings: { executor: 'docker+machine', maxInstances: settings?.concurrency ?? 4, ...settings },
  });

/** What docker-machine's limit counts in EC2: `docker-machine rm` is over when EC2 has begun to end an instance. */
const held = ({ fleet }: World): number =>
  fleet.executors.filter((executor) => !/shutting|terminated/.test(instanceState(executor))).length;

const left = ({ fleet }: World): number =>
  fleet.executors.filter((executor) => instanceState(executor) !== 'terminated').length;

const settings = fc.record({
  concurrency: fc.integer({ min: 1, max: 8 }),
  idleCount: fc.integer({ min: 0, max: 3 }),
  maxInstances: fc.integer({ min: 1, max: 9 }),
  maxGrowthRate: fc.integer({ min: 0, max: 3 }),
  idleMs: fc.constantFrom(2 * minute, 20 * minute),
});

test('whatever the settings: never more machines than the limit, one job each, and no job is lost', () => {
  fc.assert(
    fc.property(settings, fc.integer(), (given, seed) => {
      const world = machines({ settings: given, seed, workload: { jobsPerHour: 200 }, quiet: true });
      const { engine, manager, queue, fleet, ended } = world;
      for (let at = start; at <= start + 2 * hour; at += 7_001) {
        engine.runUntil(at);
        expect(manager.builds).toBeLessThanOrEqual(given.concurrency);
        expect(held(world)).toBeLessThanOrEqual(given.maxInstances);
        const booting = fleet.executors.filter(
          (executor) => executor.readyAt === undefined && executor.terminatingAt === undefined,
        );
        if (given.maxGrowthRate > 0) expect(booting.length).toBeLessThanOrEqual(given.maxGrowthRate);
        expect(fleet.executors.every(({ jobIds }) => jobIds.length <= 1)).toBe(true);
      }
      queue.paused = true;
      engine.runUntil(engine.now + 24 * hour);
      expect(queue.running.size).toBe(0);
      expect(ended.every(({ taken, result }) => result?.kind === taken.job.outcome.kind)).toBe(true);
      for (const { taken, startedAt = 0, endedAt } of ended)
        expect(endedAt).toBe(startedAt + taken.job.durationMs);
      expect(left(world)).toBe(Math.min(given.idleCount, given.maxInstances));
    }),
    { numRuns: 25 },
  );
});

test('a drain at any moment loses no job, and every machine ends before the manager does', () => {
  fc.assert(
    fc.property(settings, fc.integer(), fc.integer({ min: 0, max: hour }), (given, seed, when) => {
      const world = machines({ settings: given, seed, workload: { jobsPerHour: 200 }, quiet: true });
      const { engine, manager, queue, fleet, ended } = world;
      engine.runUntil(start + when);
      let exitedAt: number | undefined;
      manager.drain(() => {
        exitedAt = engine.now;
        expect(fleet.executors.every(({ terminatingAt }) => terminatingAt !== undefined)).toBe(true);
      });
      engine.runUntil(start + 12 * hour);
      expect(exitedAt).toBeDefined();
      expect(queue.running.size).toBe(0);
      expect(ended.every(({ taken, result }) => result?.kind === taken.job.outcome.kind)).toBe(true);
      expect(fleet.desired).toBe(0);
    }),
    { numRuns: 25 },
  );
});

test('a cold machine takes 60 to 150 seconds, an idle one none, and the pool is filled again', () => {
  const cold = machines({ settings: { concurrency: 60 }, quiet: true });
  cold.engine.runUntil(start + 6 * hour);
  const waits = cold.ended.map(({ receivedAt, startedAt = 0 }) => startedAt - receivedAt);
  expect(waits.length).toBeGreaterThan(200);
  expect(Math.min(...waits)).toBeGreaterThan(60_000);
  expect(Math.max(...waits)).toBeLessThan(150_000);
  const jobs = [makeJob(1, 10 * minute, minute), makeJob(2, 20 * minute, minute)];
  const warm = machines({ jobs, settings: { idleCount: 1 }, quiet: true });
  warm.engine.runUntil(start + hour);
  expect(warm.ended.map(({ receivedAt, startedAt }) => startedAt === receivedAt)).toEqual([true, true]);
  expect(warm.fleet.desired).toBe(1);
});

test('one job from beginning to end, in the words of the log', () => {
  const world = machines({
    jobs: [makeJob(1, 0, minute)],
    settings: { shortToken: 'aB_c3xYz-', machineName: 'glfr-1a2b3c4d-%s' },
  });
  world.engine.runUntil(start + 10 * minute);
  const told = world.records.map(({ msg }) => msg);
  const from = told.indexOf('Running pre-create checks...');
  const name = String(world.records[from]?.fields.name);
  expect(name).toMatch(/^runner-abc3xyz--glfr-1a2b3c4d-\d{10}-[0-9a-f]{8}$/);
  expect(told.slice(from).map((msg) => msg.replaceAll(name, 'NAME'))).toEqual([
    ...['Running pre-create checks...', 'Creating machine...', '(NAME) Launching instance...'],
    ...['Waiting for machine to be running, this may take a few minutes...'],
    ...['Detecting operating system of created instance...', 'Waiting for SSH to be available...'],
    ...['Detecting the provisioner...', 'Provisioning with ubuntu(systemd)...', 'Installing Docker...'],
    ...['Copying certs to the local machine directory...', 'Copying certs to the remote machine...'],
    ...['Setting Docker configuration on the remote daemon...', 'Checking connection to Docker...'],
    ...['Docker is up and running!', 'Machine created', 'Created docker-machine'],
    ...['Starting docker-machine build...', 'Finished docker-machine build', 'Cleaned up docker-machine'],
    ...['Requesting machine removal', 'Stopping machine', 'Stopping "NAME"...', 'Job succeeded'],
    ...['Appending trace to coordinator...ok', 'Updating job...', 'Submitting job to coordinator...ok'],
    ...['Removed job from processing list', 'Machine "NAME" was stopped.', 'Removing machine'],
    ...['About to remove NAME', 'WARNING: This action will delete both local reference and remote instance.'],
    ...['Successfully removed NAME', 'Machine removed'],
  ]);
  const created = world.records.find(({ msg }) => msg === 'Machine created');
  const [executor] = world.fleet.executors;
  expect(Number(created?.fields.duration) / 1e6).toBe(
    (executor?.readyAt ?? 0) - Math.floor(world.records[from]?.time ?? 0),
  );
  expect(world.records.find(({ msg }) => msg === 'Job succeeded')?.fields.name).toBe(name);
});

test('a machine that goes while it boots is made again for its job; one that goes under its job fails it', () => {
  const world = machines({ jobs: [makeJob(1, 0, hour)] });
  world.engine.runUntil(start + minute);
  world.fleet.terminate(world.fleet.executors[0]?.id ?? '');
  world.engine.runUntil(start + 5 * minute);
  expect(world.records.some(({ msg }) => msg === 'Machine creation failed')).toBe(true);
  const running = world.manager.running.get(1)?.executor;
  expect(running?.id).toBe(world.fleet.executors[1]?.id);
  world.fleet.terminate(running?.id ?? '');
  world.engine.runUntil(start + 10 * minute);
  expect(world.queue.finished.get(1)).toMatchObject({ failureReason: 'runner_system_failure' });
  expect(world.records.some(({ msg }) => msg === 'Error while stopping machine')).toBe(true);
  expect(left(world)).toBe(0);
});
