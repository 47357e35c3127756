import { expect, test } from 'vitest';
import table from '../../../assets/prices.json' with { type: 'json' };
import type { ExecutorRow } from '../../../src/domain/fleet/executor-row.ts';
import { listExecutors } from '../../../src/domain/fleet/executors.ts';
import type { Instance } from '../../../src/domain/fleet/instance.ts';
import { type Activity, emptyActivity } from '../../../src/domain/runner/activity.ts';
import type { ExecutorActivity } from '../../../src/domain/runner/work.ts';

const now = Date.UTC(2026, 10, 23, 12);
const ago = (minutes: number): number => now - minutes * 60_000;

const instance = (given: Partial<Instance> = {}): Instance => ({
  id: 'i-1',
  type: 't3.large',
  state: 'running',
  lifecycle: 'on-demand',
  zone: 'us-east-1a',
  launchedAt: ago(20),
  tags: {},
  ...given,
});

const activityOf = (given: Partial<Activity>, ...executors: Partial<ExecutorActivity>[]): Activity => ({
  ...emptyActivity(),
  ...given,
  executors: new Map(
    executors.map((executor) => [executor.id ?? 'i-1', { id: 'i-1', jobs: [], ...executor }]),
  ),
});

const row = (given: Partial<Instance>, activity: Activity, options = {}): ExecutorRow | undefined =>
  listExecutors([instance(given)], activity, now, options)[0];

test('EC2 and the log are joined', () => {
  const jobs = new Map([[7, { id: 7, project: 2, projectFullPath: 'acme/x' }]]);
  const busy = activityOf(
    { jobs },
    { discoveredAt: ago(19), readyAt: ago(18), bootSeconds: 41, jobs: [7], currentJob: 7 },
  );
  expect(row({}, busy)).toMatchObject({
    state: 'busy',
    job: { id: 7, project: 'acme/x' },
    ageSeconds: 1_200,
    bootSeconds: 41,
  });
  expect(row({}, activityOf({}, { readyAt: ago(18) }))).toMatchObject({ state: 'idle', idleSeconds: 1_080 });
  expect(row({}, activityOf({}, { discoveredAt: ago(19) }))?.state).toBe('booting');
  const used = activityOf({}, { readyAt: ago(18), jobs: [7], freeSince: ago(2) });
  expect(row({}, used)?.state).toBe('removing');
  expect(row({}, used, { maxUseCount: 0 })).toMatchObject({ state: 'idle', idleSeconds: 120 });
  expect(
    row({ id: 'i-9', name: 'runner-a' }, activityOf({}, { id: 'runner-a', readyAt: ago(1) }))?.state,
  ).toBe('idle');
});

test.each([
  ['pending', 'pending'],
  ['stopping', 'stopped'],
  ['stopped', 'stopped'],
  ['shutting-down', 'removing'],
  ['terminated', 'terminated'],
] as const)('what EC2 alone decides: %s is %s', (state, shown) => {
  expect(row({ state, launchedAt: ago(2) }, activityOf({}, { currentJob: 7 }))).toMatchObject({
    state: shown,
  });
});

test('an orphan is called so only when it is certain', () => {
  const heard = { firstLineAt: ago(60), lastLineAt: ago(0) };
  expect(row({}, activityOf(heard))?.state).toBe('orphan');
  expect(row({}, activityOf({ ...heard, managerStartedAt: ago(15) }))?.state).toBe('orphan');
  expect(row({}, activityOf({ ...heard, managerStartedAt: ago(5) }))?.state).toBe('running');
  expect(row({ launchedAt: ago(9) }, activityOf(heard))?.state).toBe('booting');
  // The log begins after the launch: an earlier line may have named it.
  expect(row({}, activityOf({ firstLineAt: ago(10), lastLineAt: ago(0) }))?.state).toBe('running');
  expect(row({}, activityOf({ firstLineAt: ago(10), lastLineAt: ago(0) }), { logFrom: ago(30) })?.state).toBe(
    'orphan',
  );
  // A manager that says nothing may be cut off from its log.
  expect(row({}, activityOf({ firstLineAt: ago(60), lastLineAt: ago(18) }))?.state).toBe('running');
  expect(row({}, emptyActivity())?.state).toBe('running');
  expect(row({ launchedAt: undefined }, activityOf(heard))).toMatchObject({ state: 'booting' });
});

test('after its manager has exited, and none followed, an executor is an orphan', () => {
  const exited = activityOf({ managerStartedAt: ago(90), managerStoppedAt: ago(11) }, { readyAt: ago(15) });
  expect(row({}, exited)?.state).toBe('orphan');
  expect(row({}, { ...exited, managerStoppedAt: ago(3) })?.state).toBe('idle');
});

test('what takes too long is stuck, and why is said', () => {
  const heard = { firstLineAt: ago(60), lastLineAt: ago(0) };
  const slow = (given: Partial<Instance>, ...known: Partial<ExecutorActivity>[]) => {
    const { state, reason } = row(given, activityOf(heard, ...known)) ?? {};
    return [state, reason?.code, reason && (now - reason.sinceAt) / 60_000];
  };
  expect(slow({ state: 'pending' })).toEqual(['stuck', 'slow-start', 20]);
  expect(slow({ state: 'shutting-down', endedAt: ago(16) })).toEqual(['stuck', 'slow-end', 16]);
  expect(slow({}, { discoveredAt: ago(19) })).toEqual(['stuck', 'slow-boot', 19]);
  expect(slow({}, { readyAt: ago(19), removedAt: ago(16) })).toEqual(['stuck', 'slow-removal', 16]);
  expect(slow({}, { readyAt: ago(19), jobs: [7], freeSince: ago(15) })).toEqual([
    ...['stuck', 'slow-removal', 15],
  ]);
  expect(slow({ state: 'stopping' }, { removedAt: ago(1) })).toEqual(['removing', undefined, undefined]);
  expect(slow({ state: 'stopped' }, { removedAt: ago(16) })).toEqual(['stuck', 'slow-removal', 16]);
  // A manager that has said nothing since cannot be waiting for it.
  const silent = activityOf({ firstLineAt: ago(60), lastLineAt: ago(18) }, { discoveredAt: ago(19) });
  expect(row({}, silent)?.state).toBe('booting');
});

test('a log that was not read says nothing of anyone', () => {
  const heard = activityOf({ firstLineAt: ago(60), lastLineAt: ago(0) });
  expect(row({}, heard, { isLogRead: false })).toMatchObject({ state: 'running' });
  expect(row({ state: 'stopped' }, heard, { isLogRead: false })?.state).toBe('stopped');
});

test('a machine is known by the name of its key before it has tags', () => {
  const name = 'runner-abc123def-glfr-0a1b2c3d-1795431600-0123abcd';
  const heard = { firstLineAt: ago(60), lastLineAt: ago(0) };
  const known = activityOf(heard, { id: name, readyAt: ago(18), jobs: [7], currentJob: 7 });
  expect(row({ keyName: name }, known)).toMatchObject({ state: 'busy', job: { id: 7 } });
  expect(row({ keyName: 'glfr-key' }, known)?.state).toBe('orphan');
  // Named while it is being made: it counts as no executor of the manager yet.
  const isNamed = (one: string) => one === name;
  expect(row({ keyName: name }, activityOf(heard), { isNamed })?.state).toBe('running');
});

test('it costs from its launch until it was told to end', () => {
  const prices = { ...table, currency: 'USD' as const };
  const cost = (given: Partial<Instance>) => row(given, emptyActivity(), { prices, diskGb: 0 });
  expect(cost({ launchedAt: ago(60) })?.costSoFar).toBeCloseTo(0.0832, 4);
  expect(cost({ launchedAt: ago(60), endedAt: ago(30), state: 'terminated' })?.costSoFar).toBeCloseTo(
    0.0416,
    4,
  );
  expect(cost({ state: 'terminated' })).not.toHaveProperty('costSoFar');
  expect(cost({ type: 'x9.mega' })).not.toHaveProperty('costPerHour');
  const work = activityOf({}, { readyAt: ago(9), jobs: [5, 6, 7], currentJob: 7 });
  expect(row({}, work)?.jobsDone).toBe(2);
});
