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
  /** In the words of `--scope`: `instance`, `group:42`, `project:7`; without the id where GitLab hides it. */
  scope?: string;
  /** Epoch milliseconds; GitLab writes it down every 40 minutes or so. */
  contactedAt?: number;
  /** Epoch milliseconds, `null` for never; missing where GitLab does not tell (gitlab-org/gitlab#627823). */
  tokenExpiresAt?: number | null;
}

/** A token that took the place of another one, which GitLab refuses from then on. */
export interface ResetToken {
  token: string;
  /** Epoch milliseconds; `null` for never. */
  expiresAt: number | null;
}

/** A job the runner has in hand. */
export interface RunnerJob {
  id: number;
  name: string;
  project: string;
  url: string;
  /** Epoch milliseconds. */
  startedAt?: number;
}

/** One manager process that has used the runner's token. Times are epoch milliseconds. */
export interface RunnerManager {
  id: number;
  systemId: string;
  version?: string;
  status: 'online' | 'offline' | 'stale' | 'never_contacted';
  contactedAt?: number;
}
