import type { DeployResult } from './deploy.ts';

/** Result of `glfr runner rotate`. */
export interface RunnerRotateResult extends DeployResult {
  /** GitLab made it anew, or it was given. */
  tokenFrom: 'reset' | 'given';
  /** ISO 8601; `null`: it never expires; missing: GitLab did not tell, or nothing was changed. */
  tokenExpiresAt?: string | null;
}
