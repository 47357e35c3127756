import type { Instance } from '../domain/fleet/instance.ts';
import { type Activity, emptyActivity, step } from '../domain/runner/activity.ts';
import { parseLogLine } from '../domain/runner/log-line.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import { pages } from './logs.ts';
import type { LogsPort } from './ports.ts';

/** A manager writes about an instance some seconds before EC2's launch time at the most. */
const marginMs = 120_000;
/** Older instances are leftovers; their story is not worth a day of log. */
const oldestMs = 6 * 3_600_000;

/** From when the log has to be read to know what these instances do; epoch milliseconds. */
export function activityStart(instances: readonly Instance[], now: number): number {
  const launches = instances
    .filter(({ state }) => state !== 'terminated')
    .map(({ launchedAt = now }) => launchedAt);
  return Math.max(now - oldestMs, Math.min(now, ...launches) - marginMs);
}

export interface ReadActivity {
  activity: Activity;
  /** The log was read from here on; epoch milliseconds. */
  from: number;
}

/** The manager's log since `from`, folded into jobs and executors; empty where there is no manager yet. */
export async function readActivity(
  parts: StackParts | undefined,
  from: number,
  port: LogsPort,
): Promise<ReadActivity> {
  let activity = emptyActivity();
  if (!parts) return { activity, from };
  const query = { group: parts.logGroup, streamPrefix: parts.logStreamPrefix };
  for await (const events of pages(query, from, port))
    for (const event of events) activity = step(activity, parseLogLine(event.message));
  return { activity, from };
}
