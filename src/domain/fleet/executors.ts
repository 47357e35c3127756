import type { Activity } from '../runner/activity.ts';
import type { ExecutorActivity } from '../runner/work.ts';
import { executorCost, executorHourlyCost, type PriceTable } from './cost.ts';
import type { ExecutorRow } from './executor-row.ts';
import { executorState, type Seen } from './executor-state.ts';
import type { Instance } from './instance.ts';
import { namesOf } from './machine-name.ts';

/** glfr's own `max_use_count`. */
const oneJobEach = 1;

/** How the list is made. */
export interface ListOptions extends Partial<Omit<Seen, 'activity' | 'now'>> {
  prices?: PriceTable | undefined;
  /** An executor's disk, which is paid for too. */
  diskGb?: number | undefined;
}

/** Joins EC2's instances with the manager's activity, in the order given: each instance is one row. */
export function listExecutors(
  instances: readonly Instance[],
  activity: Activity,
  now: number,
  options: ListOptions = {},
): ExecutorRow[] {
  const seen: Seen = {
    ...{ activity, now, logFrom: options.logFrom, isNamed: options.isNamed },
    ...{ maxUseCount: options.maxUseCount ?? oneJobEach, isLogRead: options.isLogRead ?? true },
  };
  return instances.map((instance) => {
    const known = knownAs(instance, activity);
    const { state, reason } = executorState(instance, known, seen);
    const { launchedAt } = instance;
    return {
      ...instance,
      state,
      ...(reason && { reason }),
      ...(launchedAt !== undefined && { ageSeconds: seconds(now - launchedAt) }),
      ...workOf(state, known, activity, now),
      ...moneyOf(instance, now, options),
    };
  });
}

/** What the manager's log tells of an instance. */
export function knownAs(
  instance: Pick<Instance, 'id' | 'name' | 'keyName'>,
  { executors }: Activity,
): ExecutorActivity | undefined {
  const name = namesOf(instance).find((one) => executors.has(one));
  return name === undefined ? undefined : executors.get(name);
}

function workOf(
  state: ExecutorRow['state'],
  known: ExecutorActivity | undefined,
  activity: Activity,
  now: number,
): Partial<ExecutorRow> {
  if (known === undefined) return {};
  const { bootSeconds, jobs, currentJob, freeSince, readyAt } = known;
  const job = state === 'busy' ? jobOf(activity, currentJob) : undefined;
  const idleSince = state === 'idle' ? (freeSince ?? readyAt) : undefined;
  return {
    ...(job !== undefined && { job }),
    ...(idleSince !== undefined && { idleSeconds: seconds(now - idleSince) }),
    ...(bootSeconds !== undefined && { bootSeconds }),
    jobsDone: jobs.length - (currentJob === undefined ? 0 : 1),
  };
}

/** EC2 bills from the launch until it was told to end; for how long one that ended ran is not always known. */
function moneyOf(instance: Instance, now: number, { prices, diskGb }: ListOptions): Partial<ExecutorRow> {
  if (!prices) return {};
  const { launchedAt, endedAt, state } = instance;
  const publicIp = instance.publicIp !== undefined;
  const costPerHour = executorHourlyCost(prices, { ...instance, publicIp }, diskGb);
  if (costPerHour === undefined) return {};
  const until = endedAt ?? (state === 'terminated' || state === 'stopped' ? undefined : now);
  const life = launchedAt === undefined || until === undefined ? undefined : (until - launchedAt) / 1000;
  const costSoFar = life === undefined ? undefined : executorCost(costPerHour, life);
  return { costPerHour, ...(costSoFar !== undefined && { costSoFar }) };
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
