import type { JobQueue } from '../../domain/simulation/queue.ts';

export interface RunnerScope {
  type: 'instance_type' | 'group_type' | 'project_type';
  id?: number | undefined;
}

/** A process that has used the runner's token. */
export interface RunnerManager {
  id: number;
  systemId: string;
  version: string;
  revision: string;
  architecture: string;
  address: string;
  createdAt: number;
  /** Last request for jobs; a running one asks all the time. */
  contactedAt?: number | undefined;
  isRunning: boolean;
}

export interface Runner {
  id: number;
  /** Hash of its authentication token. */
  tokenHash: string;
  /** How often the token was reset. */
  tokenResets: number;
  /** Epoch milliseconds; `undefined` for never. */
  tokenExpiresAt?: number | undefined;
  scope: RunnerScope;
  description: string;
  tags: readonly string[];
  runUntagged: boolean;
  locked: boolean;
  accessLevel: string;
  maximumTimeout?: number | undefined;
  maintenanceNote: string;
  createdAt: number;
  managers: RunnerManager[];
  queue: JobQueue;
  isFed: boolean;
  /** Called when GitLab refuses the token that was given out: by those who have it. */
  lost: Set<() => void>;
}

export interface Forge {
  runners: Map<number, Runner>;
  /** How many runners and managers there ever were. */
  runnerCount: number;
  managerCount: number;
}

export const emptyForge = (): Forge => ({ runners: new Map(), runnerCount: 0, managerCount: 0 });
