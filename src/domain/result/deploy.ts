/** Result of `init`, `deploy` and `scale`; the last NDJSON line with `--json`. */
export interface DeployResult {
  stackName: string;
  region: string;
  action: 'created' | 'updated' | 'unchanged' | 'planned';
  status: string;
  gitlabUrl: string;
  runnerId?: number;
  concurrency: number;
  manager: { state: 'running' | 'not-awaited' | 'failed'; maxBuilds?: number; taskId?: string };
  /** `unknown` when no personal access token was there to ask with. */
  runner: 'online' | 'offline' | 'unknown';
  seconds: number;
  /** Commands that make sense now. */
  next: readonly string[];
}
