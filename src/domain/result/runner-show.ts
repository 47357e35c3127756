/** Result of `glfr runner show`. Times are ISO 8601. */
export interface RunnerShowResult {
  stackName: string;
  region: string;
  gitlabUrl: string;
  runnerId: number;
  description?: string;
  /** `instance`, `group:42` or `project:7`. */
  scope?: string;
  tags: readonly string[];
  runUntagged: boolean;
  paused: boolean;
  online: boolean;
  contactedAt?: string;
  /** `null`: it never expires; missing: GitLab does not tell. */
  tokenExpiresAt?: string | null;
  managers: readonly {
    systemId: string;
    version?: string;
    status: 'online' | 'offline' | 'stale' | 'never_contacted';
    contactedAt?: string;
  }[];
  /** Missing where the access token may not see them. */
  runningJobs?: readonly { id: number; name: string; project: string; url: string; startedAt?: string }[];
  next: readonly string[];
}
