import { expect, test } from 'vitest';
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
  expect(row({ state }, activityOf({}, { currentJob: 7 }))).toMatchObject({ state: shown });
});

test('an orphan is called so only when it is certain', () => {
  const heard = { firstLineAt: ago(60), lastLineAt: ago(0) };
  expect(row({}, activityOf(heard))?.state).toBe('orphan');
  expect(row({}, activityOf({ ...heard, managerStartedAt: ago(15) }))?.state).toBe('orphan');
  expect(row({}, activityOf({ ...heard, managerStartedAt: ago(5) }))?.state).toBe('idle');
  expect(row({ launchedAt: ago(9) }, activityOf(heard))?.state).toBe('booting');
  // The log begins after the launch: an earlier line may have named it.
  expect(row({}, activityOf({ firstLineAt: ago(10), lastLineAt: ago(0) }))?.state).toBe('idle');
  expect(row({}, activityOf({ firstLineAt: ago(10), lastLineAt: ago(0) }), { logFrom: ago(30) })?.state).toBe(
    'orphan',
  );
  // A manager that says nothing may be cut off from its log.
  expect(row({}, activityOf({ firstLineAt: ago(60), lastLineAt: ago(18) }))?.state).toBe('idle');
  expect(row({}, emptyActivity())?.state).toBe('idle');
  expect(row({ launchedAt: undefined }, activityOf(heard))).toMatchObject({ state: 'booting' });
});

test('after its manager has exited, and none followed, an executor is an orphan', () => {
  const exited = activityOf({ managerStartedAt: ago(90), managerStoppedAt: ago(11) }, { readyAt: ago(15) });
  expect(row({}, exited)?.state).toBe('orphan');
  expect(row({}, { ...exited, managerStoppedAt: ago(3) })?.state).toBe('idle');
});
