import type { Activity } from '../runner/activity.ts';
import type { Reason } from './executor-row.ts';

/** How long an instance may run without a word of the manager before the silence says something. */
export const orphanAfterMs = 600_000;

/** What is known of the manager's words. */
export interface Heard {
  activity: Activity;
  now: number;
  /** From when the log was read; default: the time of its first line. */
  logFrom?: number | undefined;
  /** Texts the log has, wherever they stand in a line: a machine being made is named before it counts as one. */
  isNamed?: ((name: string) => boolean) | undefined;
}

/**
 * Why something the manager made (an instance, a spot request, a key pair) is one that nobody knows any more. It must
 * exist for 10 minutes, the log must have been read from before that or hold a later start of the manager, the manager
 * must have written in the last of these minutes or later, and no line since may name it; or the manager exited 10
 * minutes ago and none followed. `undefined`: there is no evidence.
 */
export function orphanReason(
  thing: { madeAt: number | undefined; names: readonly string[] },
  heard: Heard,
): Reason | undefined {
  const { activity, now, logFrom } = heard;
  const { managerStoppedAt, managerStartedAt, lastLineAt, firstLineAt } = activity;
  const { madeAt } = thing;
  if (madeAt === undefined) return undefined;
  if (managerStoppedAt !== undefined) {
    const sinceAt = Math.max(madeAt, managerStoppedAt);
    return now - sinceAt >= orphanAfterMs ? { code: 'manager-exited', sinceAt } : undefined;
  }
  const isKnown = thing.names.some((name) => activity.executors.has(name) || heard.isNamed?.(name));
  const isCovered = (logFrom ?? firstLineAt ?? now) <= madeAt || managerStartedAt !== undefined;
  const sinceAt = Math.max(madeAt, managerStartedAt ?? 0);
  const isSilent = !isKnown && now - sinceAt >= orphanAfterMs;
  if (!isCovered || !isSilent || (lastLineAt ?? 0) < madeAt + orphanAfterMs) return undefined;
  return { code: sinceAt > madeAt ? 'not-named-since-restart' : 'not-named', sinceAt };
}
