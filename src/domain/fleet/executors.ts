import type { Activity } from '../runner/activity.ts';
import type { ExecutorActivity } from '../runner/work.ts';
import type { Instance } from './instance.ts';

/** What an executor is doing: EC2's state refined by the manager's log. */
type ExecutorState =
  | 'pending'
  | 'booting'
  | 'idle'
  | 'busy'
  | 'removing'
  | 'stopped'
  | 'terminated'
  | 'orphan';

/** One executor of the list; what is not known is left out. */
export interface ExecutorRow extends Omit<Instance, 'state'> {
  state: ExecutorState;
  /** `project`: the full path, or the number where the log has no path. */
  job?: { id: number; project?: string };
  ageSeconds?: number;
  /** Of an idle executor, since its last job or since it was ready. */
  idleSeconds?: number;
  bootSeconds?: number;
}

/** How long an instance may run without a word of the manager before the silence says something. */
const ORPHAN_AFTER_MS = 600_000;
/** glfr's own `max_use_count`. */
const ONE_JOB_EACH = 1;

/** How the list is made. */
export interface ListOptions {
  /** The group's `max_use_count`; 0: no limit. Default 1. */
  maxUseCount?: number;
  /** From when the log was read, epoch milliseconds; default: the time of its first line. */
  logFrom?: number;
}

/**
 * Joins EC2's instances with the manager's activity, in the order given. A running instance is an orphan only when
 * it has run for 10 minutes, the log was read from before its launch or holds a later start of the manager, the
 * manager has written in the last of these minutes or later, and no line since names the instance; or when the
 * manager exited 10 minutes ago and none followed. Where the log tells nothing, it is booting for 10 minutes, then idle.
 */
export function listExecutors(
  instances: readonly Instance[],
  activity: Activity,
  now: number,
  options: ListOptions = {},
): ExecutorRow[] {
  return instances.map((instance) => {
    const known = activity.executors.get(instance.id) ?? activity.executors.get(instance.name ?? '');
    const state =
      instanceStates[instance.state] ?? runningState(instance, known, { activity, now, ...options });
    const job = state === 'busy' ? jobOf(activity, known?.currentJob) : undefined;
    const idleSince = state === 'idle' ? (known?.freeSince ?? known?.readyAt) : undefined;
    return {
      ...instance,
      state,
      ...(job !== undefined && { job }),
      ...(instance.launchedAt !== undefined && { ageSeconds: seconds(now - instance.launchedAt) }),
      ...(idleSince !== undefined && { idleSeconds: seconds(now - idleSince) }),
      ...(known?.bootSeconds !== undefined && { bootSeconds: known.bootSeconds }),
    };
  });
}

/** States that EC2 alone decides. */
const instanceStates: Readonly<Partial<Record<Instance['state'], ExecutorState>>> = {
  pending: 'pending',
  stopping: 'stopped',
  stopped: 'stopped',
  'shutting-down': 'removing',
  terminated: 'terminated',
};

interface Seen extends ListOptions {
  activity: Activity;
  now: number;
}

function runningState(instance: Instance, known: ExecutorActivity | undefined, seen: Seen): ExecutorState {
  const limit = seen.maxUseCount ?? ONE_JOB_EACH;
  if (isOrphan(instance, known, seen)) return 'orphan';
  if (known === undefined)
    return seen.now - (instance.launchedAt ?? seen.now) < ORPHAN_AFTER_MS ? 'booting' : 'idle';
  if (known.currentJob !== undefined) return 'busy';
  if (known.removedAt !== undefined || (limit > 0 && known.jobs.length >= limit)) return 'removing';
  return known.readyAt === undefined && known.jobs.length === 0 ? 'booting' : 'idle';
}

function isOrphan({ launchedAt }: Instance, known: ExecutorActivity | undefined, seen: Seen): boolean {
  const { activity, now } = seen;
  const { managerStoppedAt, managerStartedAt, lastLineAt } = activity;
  if (launchedAt === undefined) return false;
  if (managerStoppedAt !== undefined) return now - Math.max(launchedAt, managerStoppedAt) >= ORPHAN_AFTER_MS;
  const isCovered =
    (seen.logFrom ?? activity.firstLineAt ?? now) <= launchedAt || managerStartedAt !== undefined;
  const isSilent =
    known === undefined && now - Math.max(launchedAt, managerStartedAt ?? 0) >= ORPHAN_AFTER_MS;
  return isCovered && isSilent && (lastLineAt ?? 0) >= launchedAt + ORPHAN_AFTER_MS;
}

function jobOf(activity: Activity, id: number | undefined): ExecutorRow['job'] {
  if (id === undefined) return undefined;
  const job = activity.jobs.get(id);
  const project = job?.projectFullPath ?? job?.project?.toString();
  return { id, ...(project !== undefined && { project }) };
}

function seconds(durationMs: number): number {
  return Math.max(0, Math.round(durationMs / 1000));
}
