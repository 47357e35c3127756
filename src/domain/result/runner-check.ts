/** Result of `glfr runner check` when the token is good. Times are ISO 8601. */
export interface RunnerCheckResult {
  stackName: string;
  region: string;
  gitlabUrl: string;
  runnerId: number;
  /** Nothing to be warned of? */
  fine: boolean;
  /** GitLab took the very token that was given. */
  verified: boolean;
  /** What the manager's log says of the token it has: `unknown` when it could not be read. */
  managerLog: 'no-refusal' | 'unknown';
  /** These three only with an access token. */
  paused?: boolean;
  online?: boolean;
  contactedAt?: string;
  /** `null`: it never expires; missing: GitLab does not tell. */
  tokenExpiresAt?: string | null;
  warnings: readonly RunnerWarning[];
  next: readonly string[];
}

export interface RunnerWarning {
  code: 'runner.paused' | 'runner.offline' | 'runner.token-expiring';
  text: string;
  next: string;
}
