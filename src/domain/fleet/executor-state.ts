import type { ExecutorActivity } from '../runner/work.ts';
import type { Evidence, ExecutorState, Reason } from './executor-row.ts';
import type { Instance } from './instance.ts';
import { namesOf } from './machine-name.ts';
import { type Heard, orphanAfterMs, orphanReason } from './orphan.ts';

/** gitlab-runner itself gives up after 15 minutes (taskscaler's instance acquire timeout). */
export const stuckAfterMs = 900_000;

/** What is known besides EC2. */
export interface Seen extends Heard {
  /** The group's `max_use_count`; 0: no limit. */
  maxUseCount: number;
  /** `false`: the log could not be read, so that its silence means nothing. */
  isLogRead: boolean;
}

interface Verdict {
  state: ExecutorState;
  reason?: Reason;
}

/** What an executor is doing: by EC2, then by the manager's log. */
export function executorState(instance: Instance, known: ExecutorActivity | undefined, seen: Seen): Verdict {
  const { launchedAt, endedAt } = instance;
  switch (instance.state) {
    case 'pending':
      return stuckSince(launchedAt, 'slow-start', seen.now) ?? { state: 'pending' };
    case 'shutting-down':
      return stuckSince(endedAt, 'slow-end', seen.now) ?? { state: 'removing' };
    case 'terminated':
      return { state: 'terminated' };
    case 'stopping':
    case 'stopped':
      // docker-machine stops a machine before it removes it.
      return orphan(instance, seen) ?? givenUp(known, seen) ?? { state: 'stopped' };
    case 'running':
      return orphan(instance, seen) ?? runningState(instance, known, seen);
  }
}

function orphan(instance: Instance, seen: Seen): Verdict | undefined {
  if (!seen.isLogRead) return undefined;
  const reason = orphanReason({ madeAt: instance.launchedAt, names: namesOf(instance) }, seen);
  return reason && { state: 'orphan', reason };
}

function givenUp(known: ExecutorActivity | undefined, { now }: Seen): Verdict | undefined {
  if (known?.removedAt === undefined) return undefined;
  return stuckSince(known.removedAt, 'slow-removal', now) ?? { state: 'removing' };
}

function runningState(instance: Instance, known: ExecutorActivity | undefined, seen: Seen): Verdict {
  if (!seen.isLogRead) return { state: 'running' };
  const { now } = seen;
  if (known === undefined) {
    const isYoung = now - (instance.launchedAt ?? now) < orphanAfterMs;
    return { state: isYoung ? 'booting' : 'running' };
  }
  if (known.currentJob !== undefined) return { state: 'busy' };
  const isUsedUp = seen.maxUseCount > 0 && known.jobs.length >= seen.maxUseCount;
  if (known.removedAt !== undefined || isUsedUp)
    return stuckSince(known.removedAt ?? known.freeSince, 'slow-removal', now) ?? { state: 'removing' };
  if (known.readyAt !== undefined || known.jobs.length > 0) return { state: 'idle' };
  // A manager that says nothing may be cut off from its log.
  const wordsUntil = seen.activity.lastLineAt ?? 0;
  return (
    stuckSince(known.discoveredAt ?? instance.launchedAt, 'slow-boot', wordsUntil) ?? { state: 'booting' }
  );
}

function stuckSince(sinceAt: number | undefined, code: Evidence, now: number): Verdict | undefined {
  if (sinceAt === undefined || now - sinceAt < stuckAfterMs) return undefined;
  return { state: 'stuck', reason: { code, sinceAt } };
}
