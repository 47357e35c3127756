import type { Leftover } from '../fleet/leftovers.ts';

/** Result of `glfr executors prune`. */
export interface ExecutorPruneResult {
  stackName: string;
  dryRun: boolean;
  found: Leftover[];
  removed: Leftover[];
  /** Found first, but no longer so when their turn came: a job took them, or they went by themselves. */
  spared: Leftover[];
  /** Managers that GitLab has not heard of for long. GitLab deletes one only for the runner's own token. */
  staleManagers: { systemId: string; contactedAt?: number }[];
  /** What could not be read, in sentences. */
  lacking: string[];
  next: string[];
}
