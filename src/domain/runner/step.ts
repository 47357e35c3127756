import type { Activity } from './activity.ts';
import { readExecutorLine } from './executor-lines.ts';
import { readJobLine } from './job-lines.ts';
import type { LogLine } from './log-line.ts';
import { readManagerLine } from './manager-lines.ts';

export interface StepOptions {
  /** CloudWatch's time of the line, for the format that has none. Epoch milliseconds. */
  receivedAt?: number;
  /** Jobs and executors that ended so long ago are forgotten; default a day. */
  forgetAfterMs?: number;
}

const DAY_MS = 86_400_000;

/**
 * Takes one line of the manager's log into the activity, in place, and returns it. Lines may come late or twice:
 * the same lines give the same activity.
 */
export function step(activity: Activity, line: LogLine, options: StepOptions = {}): Activity {
  if (line.kind === 'other') return activity;
  const time = line.time ?? options.receivedAt ?? activity.lastLineAt;
  if (time === undefined) return activity;
  readManagerLine(activity, line, time);
  readExecutorLine(activity, line, time);
  readJobLine(activity, line, time);
  activity.lastLineAt = Math.max(activity.lastLineAt ?? time, time);
  forget(activity, options.forgetAfterMs ?? DAY_MS);
  return activity;
}

/** Sweeps twice in `after`, so that a line costs no more for all the jobs that are known. */
function forget(activity: Activity, after: number): void {
  const now = activity.lastLineAt ?? 0;
  activity.sweptAt ??= now;
  if (now - activity.sweptAt < after / 2) return;
  activity.sweptAt = now;
  for (const [id, { endedAt = now }] of activity.jobs) if (now - endedAt > after) activity.jobs.delete(id);
  for (const [id, { removedAt = now }] of activity.executors) {
    if (now - removedAt > after) activity.executors.delete(id);
  }
}
