import { timesOf } from './logs/times.ts';

const noOthers = { until: undefined, timeout: undefined, follow: false, utc: false };

/**
 * `--since` as `glfr logs` takes it, in epoch milliseconds, for any moment that is now. A wrong one is told at once,
 * before anything is asked. Error: `since.invalid` (2).
 */
export function sinceOrFail(since: string, clock: { now(): number }): (now: number) => number {
  const from = (now: number): number => timesOf({ since, ...noOthers }, now).since ?? now;
  from(clock.now());
  return from;
}
