/** Where a machine is, as docker-machine's executor counts it. */
export type MachineState = 'creating' | 'idle' | 'acquired' | 'used' | 'removing';

export type MachineCounts = Record<MachineState, number>;

/** What config.toml says of machines, at this time. */
export interface MachineLimits {
  /** 0: no limit. */
  limit: number;
  maxGrowthRate: number;
  idleCount: number;
  idleMs: number;
}

export const noMachines = (): MachineCounts => ({ creating: 0, idle: 0, acquired: 0, used: 0, removing: 0 });

const total = (counts: MachineCounts): number =>
  counts.creating + counts.idle + counts.acquired + counts.used + counts.removing;

const hasTooMany = (counts: MachineCounts, { limit }: MachineLimits): boolean =>
  limit > 0 && total(counts) >= limit;

/** As many as are to wait idle: those on their way there, or just leaving, included. */
const hasIdleEnough = ({ acquired, creating, idle }: MachineCounts, { idleCount }: MachineLimits): boolean =>
  acquired + creating + idle >= idleCount;

/** May one more be created: to wait, or for a job? Source: executors/docker/machine/idle_limit_strategy.go. */
export function canCreate(counts: MachineCounts, limits: MachineLimits, purpose: 'idle' | 'job'): boolean {
  if (limits.maxGrowthRate > 0 && counts.creating >= limits.maxGrowthRate) return false;
  if (hasTooMany(counts, limits)) return false;
  return (purpose === 'job' && limits.idleCount === 0) || !hasIdleEnough(counts, limits);
}

/** Why an idle machine must go, in gitlab-runner's words; `counts` are of the machines older than it. */
export function removalReason(
  counts: MachineCounts,
  limits: MachineLimits,
  idleForMs: number,
): 'too many machines' | 'too many idle machines' | undefined {
  if (hasTooMany(counts, limits)) return 'too many machines';
  return idleForMs > limits.idleMs && hasIdleEnough(counts, limits) ? 'too many idle machines' : undefined;
}
