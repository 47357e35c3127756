/** Who may use a runner: the whole instance, one group or one project (numeric ids). */
export type RunnerScope = { kind: 'instance' } | { kind: 'group' | 'project'; id: number };

export interface NewRunner {
  scope: RunnerScope;
  description: string;
  tags: readonly string[];
  runUntagged: boolean;
}

/** The answer of `POST /user/runners`; GitLab shows the token only once. */
export interface CreatedRunner {
  id: number;
  token: string;
}

/** A runner on GitLab's list. */
export interface Runner {
  id: number;
  description?: string;
  paused: boolean;
  online: boolean;
  tags: readonly string[];
  runUntagged: boolean;
}

/** One manager process that has used the runner's token. Times are epoch milliseconds. */
export interface RunnerManager {
  id: number;
  systemId: string;
  version?: string;
  status: 'online' | 'offline' | 'stale' | 'never_contacted';
  contactedAt?: number;
}
