import { expect, test } from 'vitest';
import { type Job, jobs, type Workload } from '../../../src/domain/simulation/jobs.ts';
import { random } from '../../../src/domain/simulation/random.ts';
import { start } from './world.ts';

function take(count: number, workload: Partial<Workload> = {}): Job[] {
  const stream = jobs({ seed: 'acme', startsAt: start, ...workload });
  return Array.from({ length: count }, () => stream.next().value);
}

test('streams of random values are reproducible and named apart', () => {
  const values = (...labels: string[]): number[] => {
    const draw = random('seed', ...labels);
    return [draw.uniform(), draw.uniform(), draw.uniform()];
  };
  expect(values('a', 'b')).toEqual(values('a', 'b'));
  expect(values('a', 'b')).not.toEqual(values('ab'));
  const draw = random(7);
  const sample = Array.from({ length: 20_000 }, () => draw.exponential(3));
  expect(sample.reduce((sum, value) => sum + value) / sample.length).toBeCloseTo(3, 1);
  const logarithms = sample.map(() => Math.log(draw.lognormal(90, 0.5)));
  expect(logarithms.reduce((sum, value) => sum + value) / sample.length).toBeCloseTo(Math.log(90), 1);
});

test('a workload is the same whenever it is asked for, ordered by arrival and id', () => {
  const stream = take(3_000);
  expect(stream).toEqual(take(3_000));
  expect(stream).not.toEqual(take(3_000, { seed: 'other' }));
  for (const [index, job] of stream.entries()) {
    const before = stream[index - 1];
    if (before === undefined) continue;
    expect(job.id).toBeGreaterThan(before.id);
    expect(job.arrivesAt).toBeGreaterThanOrEqual(before.arrivesAt);
  }
});

test('a job keeps its duration and outcome when jobs come faster', () => {
  const own = ({ id, durationMs, outcome, traceBytes }: Job) => ({ id, durationMs, outcome, traceBytes });
  expect(take(500, { jobsPerHour: 600 }).map(own)).toEqual(take(500).map(own));
});

test('a workload keeps to its rate, its median and its largest pipeline', () => {
  const stream = take(20_000);
  const hours = ((stream.at(-1)?.arrivesAt ?? 0) - start) / 3_600_000;
  expect(20_000 / hours).toBeGreaterThan(57);
  expect(20_000 / hours).toBeLessThan(63);
  const median = stream.map(({ durationMs }) => durationMs).toSorted((a, b) => a - b)[10_000] ?? 0;
  expect(Math.abs(median / 90_000 - 1)).toBeLessThan(0.03);
  const pipelines = Map.groupBy(stream, ({ pipelineId }) => pipelineId);
  expect(Math.max(...[...pipelines.values()].map(({ length }) => length))).toBe(4);
});

test('a profile thins the arrivals', () => {
  const isOpen = (time: number): boolean => new Date(time).getUTCHours() >= 9;
  const stream = take(2_000, { profile: (time) => (isOpen(time) ? 1 : 0) });
  expect(stream.every(({ arrivesAt }) => isOpen(arrivesAt))).toBe(true);
});
