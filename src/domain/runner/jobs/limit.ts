import type { Load } from './job-record.ts';

/** The concurrency that is advised where this one is too low: a quarter more. */
export const raisedLimit = (limit: number): number => limit + Math.max(1, Math.ceil(limit / 4));

/** Seconds between two times in which the manager ran as many jobs as it may, as far as its log tells. */
export function secondsAtLimit(loads: readonly Load[], from: number, to: number): number {
  const spans = loads.map(({ at, builds, maxBuilds }, index) => {
    const until = loads[index + 1]?.at ?? to;
    const span = Math.min(until, to) - Math.max(at, from);
    return builds >= maxBuilds ? Math.max(0, span) : 0;
  });
  return spans.reduce((sum, span) => sum + span, 0) / 1000;
}
