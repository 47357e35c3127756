import { timesOf } from './logs/times.ts';

const noOthers = { until: undefined, timeout: undefined, follow: false, utc: false };

/** `--since` as `glfr logs` takes it, in epoch milliseconds. Error: `since.invalid` (2). */
export const sinceOrFail = (since: string, now: number): number =>
  timesOf({ since, ...noOthers }, now).since ?? now;
