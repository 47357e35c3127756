import { expect, test } from 'vitest';
import { jobRows, phasesIn } from '../../../../src/domain/runner/jobs/job-row.ts';
import { jobLog, life, type Said, start } from './log.ts';

const at = (seconds: number, namesExecutors = true) => ({ now: start + seconds * 1000, namesExecutors });
const shape = (lines: readonly Said[], now: number, id = 7, namesExecutors = true) => {
  const log = jobLog(lines);
  return phasesIn(log.jobs.get(id)!, log, at(now, namesExecutors)).map(
    ({ kind, from, to }) => `${kind} ${(from - start) / 1000}-${(to - start) / 1000}`,
  );
};
const until = (msg: string) => life.slice(0, life.findIndex(([, text]) => text.startsWith(msg)) + 1);

test('a job that booted its own executor', () => {
  expect(shape(life, 200)).toEqual([
    ...['queue 2-10', 'pickup 10-11', 'launch 11-12', 'boot 12-50', 'connect 50-51', 'run 51-80'],
  ]);
  expect(jobRows(jobLog(life), at(110))).toEqual([
    {
      ...{ id: 7, project: 'acme/x', projectId: 2, state: 'failed', result: 'failed', executorId: 'i-1' },
      ...{ failureReason: 'script_failure', exitCode: 3, queueSeconds: 8, bootSeconds: 41, runSeconds: 29 },
      ...{ pickedUpAt: '2026-11-23T09:00:10.000Z', endedAt: '2026-11-23T09:01:20.000Z', ageSeconds: 100 },
    },
  ]);
});

test('lines that come twice change nothing', () => {
  expect(jobLog([...life, ...life])).toEqual(jobLog(life));
});

test('an idle executor costs no boot', () => {
  const idle: Said[] = [[0, 'instance is ready', { instance: 'i-1', took: 38_000_000_000 }]];
  const lines = [...idle, ...life.filter(([, msg]) => !msg.startsWith('instance'))];
  expect(shape(lines, 200)).toEqual([
    ...['queue 2-10', 'pickup 10-11', 'launch 11-11', 'boot 11-11', 'connect 11-51', 'run 51-80'],
  ]);
});

test('a job without an executor waits for one, where its kind names them', () => {
  const lines = until('Preparing instance');
  expect(shape(lines, 40).at(-1)).toBe('executor 11-40');
  expect(jobRows(jobLog(lines), at(40))).toMatchObject([{ state: 'waiting', queueSeconds: 8 }]);
  expect(jobRows(jobLog(lines), at(40))[0]).not.toHaveProperty('runSeconds');
  expect(shape(lines.slice(0, -1), 40, 7, false).at(-1)).toBe('run 10-40');
  expect(jobRows(jobLog(lines), at(40, false))).toMatchObject([{ state: 'running', runSeconds: 29 }]);
});

test('a running job runs until now', () => {
  expect(shape(until('Dialing'), 60).at(-1)).toBe('run 51-60');
  expect(jobRows(jobLog(until('Dialing')), at(60))).toMatchObject([{ state: 'running', runSeconds: 9 }]);
});

test('a new manager loses what was open, and nothing that ended', () => {
  const again: Said = [70, 'Starting multi-runner from x', { builds: 0, max_builds: 0 }];
  const lost = jobLog([...until('Dialing'), again]);
  expect(jobRows(lost, at(90))).toMatchObject([{ state: 'failed', result: 'lost', runSeconds: 19 }]);
  // The end came late.
  expect(jobRows(jobLog([[69, 'Job succeeded', { job: 7 }]], lost), at(90))).toMatchObject([
    { state: 'succeeded', result: 'success', runSeconds: 18 },
  ]);
});

test('a log that begins in the middle tells what it can', () => {
  const late = life.slice(-4);
  expect(shape(late, 200)).toEqual(['executor 10-51', 'run 51-80']);
  expect(jobRows(jobLog(late), at(200))[0]).not.toHaveProperty('queueSeconds');
  // The last upload of a job that was over before.
  expect(jobLog([[5, 'Submitting job to coordinator...ok', { job: 9, code: 200 }]]).jobs.size).toBe(0);
  const upload: Said = [5, 'Appending trace to coordinator...ok', { job: 9, 'job-status': 'running' }];
  expect(jobRows(jobLog([upload]), at(9))).toMatchObject([{ id: 9, state: 'running' }]);
  expect(jobRows(jobLog([upload]), at(9))[0]).not.toHaveProperty('pickedUpAt');
});

test('docker-machine names its machine, and how long it took', () => {
  const name = 'runner-abc-glfr-1700000000-0a1b2c3d';
  const lines: Said[] = [
    [0, 'Checking for jobs... received', { job: 7 }],
    [0, 'Added job to processing list', { job: 7, time_in_queue_seconds: 2 }],
    [62, 'Machine created', { name, duration: 61_000_000_000 }],
    [63, 'Starting docker-machine build...', { name, job: 7 }],
    [100, 'Job succeeded', { name, job: 7, duration_s: 100 }],
  ];
  expect(shape(lines, 200)).toEqual(['queue -2-0', 'launch 0-1', 'boot 1-62', 'connect 62-63', 'run 63-100']);
});

test('a preparation that was tried again counts, and the last executor is the one', () => {
  const lines: Said[] = [
    ...until('Dialing'),
    [55, 'Preparation failed: dial tcp: timeout', { job: 7 }],
    [90, 'Dialing instance', { job: 7, 'instance-id': 'i-2' }],
    [99, 'Job succeeded', { job: 7 }],
  ];
  expect(jobLog([...lines, ...lines]).jobs.get(7)).toMatchObject({ retries: 1, executorId: 'i-2' });
  expect(shape(lines, 200)).toEqual(['queue 2-10', 'pickup 10-11', 'executor 11-90', 'run 90-99']);
});

test('running jobs come first, then the newest', () => {
  const job = (id: number, second: number, ends: boolean): Said[] => [
    [second, 'Added job to processing list', { job: id }],
    ...(ends ? [[second + 1, 'Job succeeded', { job: id }] as Said] : []),
  ];
  const log = jobLog([...job(1, 0, false), ...job(2, 10, true), ...job(3, 20, true), ...job(4, 30, false)]);
  expect(jobRows(log, at(60)).map(({ id }) => id)).toEqual([4, 1, 3, 2]);
});

test('a refused token is told until a job comes', () => {
  const refused: Said = [90, 'Checking for jobs... forbidden', { status: '403 Forbidden' }];
  expect(jobLog([...life, refused]).refusedAt).toBe(start + 90_000);
  expect(jobLog([refused, [95, 'Checking for jobs... received', { job: 8 }]]).refusedAt).toBeUndefined();
});
