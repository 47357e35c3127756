import { expect, test } from 'vitest';
import { fixedBoot } from '../../../src/domain/simulation/boot.ts';
import type { Job } from '../../../src/domain/simulation/jobs.ts';
import { random } from '../../../src/domain/simulation/random.ts';
import { hour, makeJob, makeWorld, start } from './world.ts';

const serviceMs = 600_000;

/** Poisson arrivals of exponential jobs: `load` of them at work on average. */
function poisson(count: number, load: number): Job[] {
  const draw = random('poisson', load);
  let at = 0;
  return Array.from({ length: count }, (_, id) => {
    at += draw.exponential(serviceMs / load);
    return makeJob(id, Math.round(at), Math.round(draw.exponential(serviceMs)));
  });
}

/** Start times of first come, first served on so many servers, by the textbook recursion. */
function exactStarts(jobs: readonly Job[], servers: number): number[] {
  const freeAt = Array.from({ length: servers }, () => 0);
  return jobs.map(({ arrivesAt, durationMs }) => {
    const first = freeAt.indexOf(Math.min(...freeAt));
    const begin = Math.max(arrivesAt, freeAt[first] ?? 0);
    freeAt[first] = begin + durationMs;
    return begin;
  });
}

const meanWait = (jobs: readonly Job[], starts: readonly number[]): number =>
  jobs.reduce((sum, { arrivesAt }, index) => sum + (starts[index] ?? 0) - arrivesAt, 0) /
  jobs.length /
  serviceMs;

const cases = [
  { servers: 2, load: 1, wait: 0.333333 },
  { servers: 5, load: 4, wait: 0.554113 },
  { servers: 10, load: 8, wait: 0.20459 },
];

test.each(cases)(
  'without boots, $servers workers at load $load are a queue, but for the polling',
  (given) => {
    const { servers, load } = given;
    const jobs = poisson(20_000, load);
    const { engine, ended } = makeWorld({
      jobs,
      boot: fixedBoot(0),
      settings: { concurrency: servers, maxInstances: 0, scaleIntervalMs: 0, requestMs: 0, startupMs: 0 },
      quiet: true,
    });
    engine.runUntil(start + (jobs.length * serviceMs) / load + 100 * hour);
    const starts: number[] = [];
    for (const { taken, startedAt = 0 } of ended) starts[taken.job.id] = startedAt;
    expect(starts).toHaveLength(jobs.length);
    const exact = exactStarts(jobs, servers);
    const late = starts.map((at, index) => at - (exact[index] ?? 0));
    // A check interval of 3 s makes a job late by half of it, and the jobs behind it in a busy spell.
    expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
    expect(late.reduce((sum, value) => sum + value) / late.length).toBeLessThan(0.02 * serviceMs);
  },
);

// Mean waits in units of the mean service, from facts/capacity.md 3.2 (checked there by an independent simulation).
test.each(cases)(
  'and that queue waits as Erlang C says: $servers servers, load $load',
  ({ servers, load, wait }) => {
    const jobs = poisson(400_000, load);
    expect(Math.abs(meanWait(jobs, exactStarts(jobs, servers)) / wait - 1)).toBeLessThan(0.05);
  },
);
