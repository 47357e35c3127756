import { expect, test } from 'vitest';
import { dockerImageBoot, dockerMachineBoot } from '../../../src/domain/simulation/boot.ts';
import { cronPeriod } from '../../../src/domain/simulation/cron-period.ts';
import { IdlePolicy } from '../../../src/domain/simulation/idle-policy.ts';
import { hour, makeJob, makeWorld, minute, start } from './world.ts';

/** Monday to Friday 7 to 19 in Berlin, and more of them at noon; `written` as each kind writes cron. */
const periods = (written: (cron: string) => string) => [
  cronPeriod([written('* 7-18 * * mon-fri')], 'Europe/Berlin', { count: 2, ms: 30 * minute }),
  cronPeriod([written('* 12 * * *'), written('0-29 13 * * *')], 'Europe/Berlin', {
    count: 4,
    ms: 10 * minute,
  }),
];
const plain = (cron: string): string => cron;
const withSeconds = (cron: string): string => `* ${cron} *`;
/** Midnight in Berlin, of the Monday on which every world starts at 10:00 there. */
const midnight = start - 10 * hour;

test.for([plain, withSeconds])('the last period that holds wins, in its own time zone', (written) => {
  const policy = new IdlePolicy({ count: 0, ms: minute }, periods(written));
  const countAt = (hours: number): number => policy.at(midnight + hours * hour).count;
  expect([0, 6.99, 7, 11.99, 12, 13.49, 13.5, 18.99, 19].map(countAt)).toEqual([0, 0, 2, 2, 4, 4, 2, 2, 0]);
  expect(countAt(5 * 24 + 10)).toBe(0);
  expect(countAt(5 * 24 + 12)).toBe(4);
});

test('summer time moves the period with the clock on the wall', () => {
  const policy = new IdlePolicy({ count: 0, ms: 0 }, periods(plain));
  const july = Date.UTC(2026, 6, 6);
  expect([4.99, 5, 16.99, 17].map((at) => policy.at(july + at * hour).count)).toEqual([0, 2, 2, 0]);
});

test.for([
  { executor: 'docker-autoscaler', boot: dockerImageBoot, written: plain },
  { executor: 'docker+machine', boot: dockerMachineBoot, written: withSeconds },
] as const)('a day of $executor: the pool follows the hours', ({ executor, boot, written }) => {
  const world = makeWorld({
    boot,
    quiet: true,
    // One job in the night: it is served, without a pool.
    jobs: [makeJob(1, 17 * hour, minute)],
    settings: {
      ...{ executor, concurrency: 6, maxInstances: 8, idleCount: 0, idleMs: minute },
      idlePeriods: periods(written),
    },
  });
  const sizes = [10.5, 11.9, 12.5, 13.4, 14, 18.9, 19.5, 24, 30.5, 31.1].map((at) => {
    world.engine.runUntil(midnight + at * hour);
    return world.fleet.desired;
  });
  expect(sizes).toEqual([2, 2, 4, 4, 2, 2, 0, 0, 0, 2]);
  expect(world.ended.map(({ result }) => result?.kind)).toEqual(['success']);
});

test('more idle executors are wanted than there may be: the limit wins', () => {
  const world = makeWorld({
    quiet: true,
    jobs: [],
    settings: { concurrency: 6, maxInstances: 3, idlePeriods: periods(plain) },
  });
  world.engine.runUntil(midnight + 12.5 * hour);
  expect(world.fleet.desired).toBe(3);
});
