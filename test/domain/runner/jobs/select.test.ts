import { expect, test } from 'vitest';
import type { JobRow } from '../../../../src/domain/runner/jobs/job-row.ts';
import { lastHour } from '../../../../src/domain/runner/jobs/last-hour.ts';
import { forgetJobs } from '../../../../src/domain/runner/jobs/read-jobs.ts';
import { type JobFilter, selectJobs } from '../../../../src/domain/runner/jobs/select.ts';
import { jobLog, life, type Said, start } from './log.ts';

const row = (id: number, more: Partial<JobRow>): JobRow => ({ id, state: 'running', ageSeconds: 1, ...more });
const ended = (state: JobRow['state'], at: number) => ({ state, endedAt: new Date(at).toISOString() });
const rows = [
  row(1, { state: 'waiting', project: 'acme/web/shop', projectId: 21 }),
  row(2, { project: 'acme/web' }),
  row(3, { project: 'acme/website', ...ended('succeeded', 5000) }),
  row(4, { project: 'acme/web/shop', ...ended('failed', 9000) }),
  row(5, ended('ended', 9000)),
];
const ids = (filter: Partial<JobFilter>) => selectJobs(rows, { from: 0, ...filter }).map(({ id }) => id);

test('what is asked for, in its order', () => {
  expect(ids({})).toEqual([1, 2, 3, 4, 5]);
  expect(ids({ from: 6000 })).toEqual([1, 2, 4, 5]);
  expect(ids({ state: 'running' })).toEqual([1, 2]);
  expect(ids({ state: 'succeeded' })).toEqual([3]);
  expect(ids({ state: 'failed' })).toEqual([4]);
  expect(ids({ project: 'acme/web' })).toEqual([1, 2, 4]);
  expect(ids({ project: '/acme/web/shop/' })).toEqual([1, 4]);
  expect(ids({ project: '21' })).toEqual([1]);
});

test('the last hour in numbers', () => {
  const more: Said[] = [
    [200, 'Added job to processing list', { job: 8, time_in_queue_seconds: 100 }],
    [300, 'Job failed (system failure): no', { job: 8 }],
    [400, 'Job succeeded', { job: 9 }],
  ];
  const log = jobLog([...life, ...more]);
  expect(lastHour(log, start + 500_000)).toMatchObject({
    ...{ ended: 3, failed: 2, systemFailures: 1 },
    queueSeconds: { count: 2, p50: 8, p95: 100 },
    bootSeconds: { count: 1, p50: 38, p95: 38 },
  });
  expect(lastHour(log, start + 4_000_000)).toEqual({ ended: 1, failed: 0, systemFailures: 0 });
});

test('what is long over is forgotten', () => {
  const log = jobLog(life);
  forgetJobs(log, start + 80_000);
  expect([log.jobs.size, log.executors.size]).toEqual([1, 1]);
  forgetJobs(log, start + 90_000);
  expect([log.jobs.size, log.executors.size]).toEqual([0, 0]);
});
