/** Capacity of one group, in instances; each has one slot (`capacity_per_instance = 1`). */
export interface Capacity {
  /** Asked for, not yet launched. */
  requested: number;
  booting: number;
  idle: number;
  /** At work. */
  acquired: number;
  /** Used up, or gone without the manager's doing: no capacity, but still counted. */
  unavailable: number;
  /** Ending; only `max_instances` counts them. */
  removing: number;
}

/** Jobs that want a slot. */
export interface Demand {
  /** Wait for an instance. */
  pending: number;
  /** Being asked for at GitLab. */
  reserved: number;
}

/** What the settings say of capacity. */
export interface ScalingPolicy {
  idleCount: number;
  /** 0: no limit. */
  maxInstances: number;
}

/** Requested, creating and running instances; not the ending ones (taskscaler MR !44). */
function instanceCount(capacity: Capacity): number {
  return capacity.requested + capacity.booting + capacity.idle + capacity.acquired + capacity.unavailable;
}

/**
 * How many instances to add (positive) or to take away (negative).
 * Source: facts/capacity.md 1.3, inferred from docs, merge requests and log lines: demand is what is acquired or
 * unavailable plus the greater of `idle_count` and what is reserved or pending.
 */
export function requiredChange(capacity: Capacity, demand: Demand, policy: ScalingPolicy): number {
  const count = instanceCount(capacity);
  const wanted =
    capacity.acquired + capacity.unavailable + Math.max(policy.idleCount, demand.reserved + demand.pending);
  if (policy.maxInstances === 0) return wanted - count;
  const room = Math.max(0, policy.maxInstances - count - capacity.removing);
  return Math.min(Math.min(wanted, policy.maxInstances) - count, room);
}

/**
 * May the manager ask GitLab for another job? Preemptive mode (the default with an idle count) needs a ready idle
 * slot; otherwise jobs are taken first, up to the most instances there may be. Source: facts/capacity.md 1.3.
 */
export function canReserve(capacity: Capacity, demand: Demand, policy: ScalingPolicy): boolean {
  const waiting = demand.reserved + demand.pending;
  if (policy.idleCount > 0) return capacity.idle > waiting;
  return policy.maxInstances === 0 || capacity.acquired + waiting < policy.maxInstances;
}

/** The `capacity-info` of "required scaling change" (docs/executors/docker_autoscaler.md). */
export function capacityInfo(capacity: Capacity, demand: Demand, policy: ScalingPolicy): string {
  return [
    `instance_count:${instanceCount(capacity)}`,
    `max_instance_count:${policy.maxInstances}`,
    `acquired:${capacity.acquired}`,
    `unavailable_capacity:${capacity.unavailable}`,
    `pending:${demand.pending}`,
    `reserved:${demand.reserved}`,
    `idle_count:${policy.idleCount}`,
    'scale_factor:0',
    'scale_factor_limit:0',
    'capacity_per_instance:1',
  ].join(',');
}
