import { expect, test } from 'vitest';
import { fixedBoot } from '../../../src/domain/simulation/boot.ts';
import { instanceState } from '../../../src/domain/simulation/executor.ts';
import { hour, makeJob, makeWorld, minute, start, type World } from './world.ts';

const messages = ({ records }: World, from = 0): string[] => records.slice(from).map(({ msg }) => msg);

test('a drain takes no further job, kills none, and says so', () => {
  const jobs = [
    makeJob(1, 0, 10 * minute),
    makeJob(2, 4 * minute, 5 * minute),
    makeJob(3, 5 * minute, minute),
    makeJob(4, 60 * minute, minute),
  ];
  const world = makeWorld({ jobs, settings: { concurrency: 2 } });
  world.engine.runUntil(start + 4 * minute + 10_000);
  expect(world.manager.builds).toBe(2);
  const from = world.records.length;
  let emptyAt: number | undefined;
  world.manager.drain(() => {
    emptyAt = world.engine.now;
  });
  world.engine.runUntil(start + 2 * hour);
  expect(world.ended.map(({ taken, result }) => [taken.job.id, result?.kind])).toEqual([
    [2, 'success'],
    [1, 'success'],
  ]);
  expect(world.queue.size).toBe(2);
  expect(emptyAt).toBe(world.ended.at(-1)?.endedAt);
  expect(world.fleet.desired).toBe(0);
  expect(messages(world, from)[0]).toBe('Starting graceful shutdown, waiting for builds to finish');
  expect(messages(world, from).slice(-5)).toEqual([
    'All workers stopped.',
    'Shutting down executor providers',
    'decreasing instances',
    'All executor providers shut down.',
    'Can exit now!',
  ]);
});

test('a drain without jobs ends at once, even of a manager that has just started', () => {
  const world = makeWorld({ jobs: [] });
  let isEmpty = false;
  world.manager.drain(() => {
    isEmpty = true;
  });
  world.engine.runUntil(start);
  expect(isEmpty).toBe(true);
  expect(world.manager.state).toBe('stopped');
});

test('SIGKILL leaves its jobs running in GitLab and its executors in EC2; the next manager removes these', () => {
  const world = makeWorld({ jobs: [makeJob(1, 0, 2 * hour), makeJob(2, 0, 2 * hour)] });
  world.engine.runUntil(start + 5 * minute);
  const from = world.records.length;
  world.manager.kill();
  world.engine.runUntil(start + 10 * minute);
  expect(messages(world, from)).toEqual([]);
  expect(world.queue.running.size).toBe(2);
  expect(world.fleet.executors.map((executor) => instanceState(executor))).toEqual(['running', 'running']);
  world.addManager('r_2').start();
  world.engine.runUntil(start + 12 * minute);
  expect(world.fleet.executors.map((executor) => instanceState(executor))).toEqual([
    'terminated',
    'terminated',
  ]);
  expect(messages(world, from).filter((msg) => msg === 'instance discovery')).toHaveLength(2);
  world.engine.runUntil(start + 2 * hour);
  expect([...world.queue.finished.values()].map(({ failureReason }) => failureReason)).toEqual([
    'stuck_or_timeout_failure',
    'stuck_or_timeout_failure',
  ]);
});

test('SIGTERM fails the jobs and exits in order, also for a job just being asked for', () => {
  const world = makeWorld({ jobs: [makeJob(1, 0, hour), makeJob(2, 5 * minute, hour)] });
  world.engine.runUntil(start + 5 * minute);
  while (world.queue.running.size < 2) world.engine.runUntil(world.engine.next ?? 0);
  expect(world.manager.builds).toBe(1);
  world.manager.kill('SIGTERM');
  world.engine.runUntil(world.engine.now + 1_000);
  expect(world.manager.state).toBe('stopped');
  expect([...world.queue.finished.values()].map(({ failureReason }) => failureReason)).toEqual([
    'runner_interrupted',
    'runner_interrupted',
  ]);
  expect(messages(world).at(-1)).toBe('Can exit now!');
  expect(world.fleet.desired).toBe(0);
});

test('an executor ended from outside fails its job and is replaced only where one is wanted', () => {
  const world = makeWorld({ jobs: [makeJob(1, 0, hour), makeJob(2, 10 * minute, minute)] });
  world.engine.runUntil(start + 5 * minute);
  const id = world.manager.running.get(1)?.executor?.id ?? '';
  world.fleet.terminate(id);
  world.engine.runUntil(start + 8 * minute);
  expect(world.queue.finished.get(1)).toMatchObject({
    status: 'failed',
    failureReason: 'runner_system_failure',
  });
  const lost = world.records.find(({ msg }) => msg === 'instance unexpectedly removed');
  expect(lost).toMatchObject({
    level: 'error',
    fields: { instance: id, used: 1, 'max-use-count': 1, slots: {} },
  });
  expect(world.fleet.desired).toBe(0);
  world.engine.runUntil(start + 20 * minute);
  expect(world.queue.finished.get(2)?.status).toBe('success');
});

test('an executor ended while it boots is missed and replaced, and its job waits on', () => {
  const world = makeWorld({ jobs: [makeJob(1, 0, minute)] });
  world.engine.runUntil(start + 15_000);
  const [booting] = world.fleet.executors;
  expect(booting && instanceState(booting)).toBe('pending');
  world.fleet.terminate(booting?.id ?? '');
  world.engine.runUntil(start + 10 * minute);
  expect(world.queue.finished.get(1)?.status).toBe('success');
  expect(world.fleet.executors).toHaveLength(2);
  expect(booting).not.toHaveProperty('readyAt');
});

test('an executor that is gone before the manager looks is missed all the same, once', () => {
  const boot = { ...fixedBoot(30_000), removal: () => 1_000 };
  const world = makeWorld({
    boot,
    jobs: [makeJob(1, 0, hour), makeJob(2, 5 * minute, hour)],
    settings: { concurrency: 1 },
  });
  world.engine.runUntil(start + 2 * minute);
  world.fleet.terminate(world.fleet.executors[0]?.id ?? '');
  world.engine.runUntil(start + 4 * minute);
  expect(messages(world).filter((msg) => msg === 'instance unexpectedly removed')).toHaveLength(1);
  const last = world.records.findLast(({ msg }) => msg === 'required scaling change');
  expect(last?.fields['capacity-info']).toMatch(
    /^instance_count:0,max_instance_count:1,acquired:0,unavailable_capacity:0,/,
  );
  world.engine.runUntil(start + 2 * hour);
  expect(world.queue.finished.get(2)?.status).toBe('success');
});

test('a paused runner takes nothing until it goes on', () => {
  const world = makeWorld({ jobs: [makeJob(1, 0, minute)] });
  world.queue.paused = true;
  world.engine.runUntil(start + 10 * minute);
  expect(world.queue.size).toBe(1);
  world.queue.paused = false;
  world.engine.runUntil(start + 20 * minute);
  expect(world.queue.finished.size).toBe(1);
});
