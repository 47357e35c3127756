import type { Activity, ExecutorActivity } from '../runner/activity.ts';
import type { Instance } from './instance.ts';

/** What an executor is doing: EC2's state refined by the manager's log. */
export type ExecutorState =
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

/** How long manager and instance must have known of each other before the manager's silence says something. */
const ORPHAN_AFTER_MS = 600_000;
/** glfr's own `max_use_count`. */
const ONE_JOB_EACH = 1;

/**
 * Joins EC2's instances with the manager's activity, in the order given. An instance is an orphan only when it has
 * been running for 10 minutes, its manager's start is in the log, and either that manager has run as long without
 * ever naming it, or that manager has exited as long ago. Without the manager's start nothing is called an orphan.
 */
export function listExecutors(
  instances: readonly Instance[],
  activity: Activity,
  now: number,
  options: { maxUseCount?: number } = {},
): ExecutorRow[] {
  return instances.map((instance) => {
    const known = activity.executors.get(instance.id) ?? activity.executors.get(instance.name ?? '');
    const state = stateOf(instance, known, activity, now, options.maxUseCount ?? ONE_JOB_EACH);
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

function stateOf(
  instance: Instance,
  known: ExecutorActivity | undefined,
  activity: Activity,
  now: number,
  maxUseCount: number,
): ExecutorState {
  switch (instance.state) {
    case 'pending':
    case 'stopped':
    case 'terminated':
      return instance.state;
    case 'shutting-down':
      return 'removing';
    case 'stopping':
      return 'stopped';
    case 'running':
      break;
  }
  if (known?.currentJob !== undefined) return 'busy';
  if (known?.removedAt !== undefined) return 'removing';
  if (isOrphan(instance, known, activity, now)) return 'orphan';
  if (known === undefined) return 'booting';
  if (maxUseCount > 0 && known.jobs.length >= maxUseCount) return 'removing';
  return known.readyAt === undefined ? 'booting' : 'idle';
}

function isOrphan(
  { launchedAt }: Instance,
  known: ExecutorActivity | undefined,
  { managerStartedAt, managerStoppedAt }: Activity,
  now: number,
): boolean {
  if (launchedAt === undefined || managerStartedAt === undefined) return false;
  const since = Math.max(launchedAt, managerStoppedAt ?? managerStartedAt);
  return (managerStoppedAt !== undefined || known === undefined) && now - since >= ORPHAN_AFTER_MS;
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
