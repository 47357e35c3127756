import { expect, test } from 'vitest';
import { type Activity, emptyActivity, step } from '../../../src/domain/runner/activity.ts';
import { parseLogLine } from '../../../src/domain/runner/log-line.ts';
import { formatRecord } from '../../../src/domain/simulation/log-record.ts';

const at = Date.UTC(2026, 10, 23, 9);

/** `[seconds, msg, fields]`, folded in the order given. */
type Said = [seconds: number, msg: string, fields?: Record<string, string | number>];

function fold(
  lines: readonly Said[],
  activity: Activity = emptyActivity(),
  forgetAfterMs?: number,
): Activity {
  for (const [seconds, msg, fields = {}] of lines) {
    const line = formatRecord({ time: at + seconds * 1000, level: 'info', msg, fields });
    step(activity, parseLogLine(line), forgetAfterMs === undefined ? {} : { forgetAfterMs });
  }
  return activity;
}

const begin: Said[] = [
  [0, 'Starting multi-runner from /etc/gitlab-runner/config.toml...', { builds: 0, max_builds: 0 }],
  [0, 'Configuration loaded', { builds: 0, max_builds: 4 }],
];
const job: Said[] = [
  [
    10,
    'Added job to processing list',
    { job: 7, project: 2, project_full_path: 'acme/x', time_in_queue_seconds: 1.5, builds: 1, max_builds: 4 },
  ],
  [20, 'instance discovery', { id: 'i-1', cause: 'requested', state: 'creating' }],
  [50, 'instance is ready', { instance: 'i-1', took: 38_000_000_000 }],
  [50, 'Dialing instance', { job: 7, 'instance-id': 'i-1' }],
  [80, 'Job failed: exit code 3', { job: 7, duration_s: 70, failure_reason: 'script_failure', exit_code: 3 }],
  [80, 'Removed job from processing list', { job: 7, builds: 0, max_builds: 4 }],
  [81, 'decreasing instances', { instances: '[i-1]' }],
];

test('the life of a job and its executor', () => {
  const activity = fold([...begin, ...job]);
  expect(activity).toMatchObject({
    managerStartedAt: at,
    configurationLoadedAt: at,
    maxBuilds: 4,
    builds: 0,
  });
  expect(activity.jobs.get(7)).toMatchObject({
    project: 2,
    projectFullPath: 'acme/x',
    queuedSeconds: 1.5,
    takenAt: at + 10_000,
    executorId: 'i-1',
    startedAt: at + 50_000,
    endedAt: at + 80_000,
    outcome: 'failed',
    durationSeconds: 70,
    exitCode: 3,
  });
  expect(activity.executors.get('i-1')).toEqual({
    id: 'i-1',
    discoveredAt: at + 20_000,
    readyAt: at + 50_000,
    bootSeconds: 38,
    jobs: [7],
    freeSince: at + 80_000,
    removedAt: at + 81_000,
  });
});

test('lines that come twice or late change nothing', () => {
  const lines = [...begin, ...job];
  const once = fold(lines);
  expect(fold([...lines, ...lines])).toEqual(once);
  const late = lines.filter(([, msg]) => msg !== 'Dialing instance');
  expect(fold([...late, ...job.slice(3, 4)])).toEqual(once);
  const underWay = [...begin, ...job.slice(0, 4)];
  expect(fold([...underWay, ...begin])).toEqual(fold(underWay));
  expect(fold([...lines, ...job.slice(0, 1)]).builds).toBe(0);
});

test('a log that begins in the middle still tells what it can', () => {
  const activity = fold([
    [5, 'Dialing instance', { job: 8, 'instance-id': 'i-2', project: 3 }],
    [40, 'Job succeeded', { job: 9, duration_s: 30, project_full_path: 'acme/y' }],
  ]);
  expect(activity.executors.get('i-2')).toEqual({ id: 'i-2', jobs: [8], currentJob: 8 });
  expect(activity.jobs.get(9)).toMatchObject({
    outcome: 'success',
    takenAt: at + 10_000,
    endedAt: at + 40_000,
  });
  expect(activity.managerStartedAt).toBeUndefined();
});

test('a new manager loses the open jobs and knows no executor; a late end still counts', () => {
  const restart: Said = [70, begin[0]?.[1] ?? '', { builds: 0, max_builds: 0 }];
  const activity = fold([...begin, ...job.slice(0, 4), restart]);
  expect(activity.jobs.get(7)).toMatchObject({ outcome: 'lost', endedAt: at + 70_000 });
  expect(activity.executors.size).toBe(0);
  expect(activity).toMatchObject({ managerStartedAt: at + 70_000, builds: 0, maxBuilds: 4 });
  expect(activity.configurationLoadedAt).toBeUndefined();
  fold(
    [
      [60, 'Job succeeded', { job: 7, duration_s: 50 }],
      [65, 'instance is ready', { instance: 'i-2', took: 1 }],
    ],
    activity,
  );
  expect(activity.jobs.get(7)).toMatchObject({ outcome: 'success', endedAt: at + 60_000 });
  expect(activity.executors.size).toBe(0);
});

test('a drain and an exit are told', () => {
  const activity = fold([
    ...begin,
    [
      90,
      'Starting graceful shutdown, waiting for builds to finish',
      { StopSignal: 3, builds: 0, max_builds: 4 },
    ],
    [95, 'Can exit now!', { builds: 0, max_builds: 4 }],
  ]);
  expect(activity).toMatchObject({ drainingSince: at + 90_000, managerStoppedAt: at + 95_000 });
});

test('docker-machine is joined by the name of the machine', () => {
  const name = 'runner-abc-glfr-1700000000-0a1b2c3d';
  const activity = fold([
    [10, 'Machine created', { name, duration: 61_000_000_000, retries: 0 }],
    [11, 'Starting docker-machine build...', { name, job: 7, project: 2 }],
    [60, 'Job succeeded', { name, job: 7, duration_s: 55 }],
    [61, 'Requesting machine removal', { name, reason: 'Too many builds' }],
  ]);
  expect(activity.executors.get(name)).toMatchObject({ bootSeconds: 61, jobs: [7], removedAt: at + 61_000 });
  expect(activity.jobs.get(7)).toMatchObject({ executorId: name, outcome: 'success' });
});

test('what ended long ago is forgotten, what runs is not', () => {
  const hour = 3_600;
  const lines: Said[] = Array.from({ length: 500 }, (_, index) => [
    [index * 60, 'Added job to processing list', { job: index }],
    ...(index === 0 ? [] : [[index * 60 + 30, 'Job succeeded', { job: index }]]),
  ]).flat() as Said[];
  const activity = fold(lines, emptyActivity(), hour * 1000);
  expect(activity.jobs.has(0)).toBe(true);
  expect(activity.jobs.size).toBeLessThan(100);
  expect(activity.jobs.size).toBeGreaterThan(55);
});

test('a line without a time takes the one it was received at', () => {
  const line = parseLogLine('Added job to processing list                       \u001b[0;m  job\u001b[0;m=7');
  expect(step(emptyActivity(), line).jobs.size).toBe(0);
  expect(step(emptyActivity(), line, { receivedAt: at }).jobs.get(7)?.takenAt).toBe(at);
});
