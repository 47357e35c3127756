import type { Leftover } from '../fleet/leftovers.ts';
import type { JobFate } from '../runner/jobs-in-hand.ts';
import type { ChangeSet } from '../stack/stack.ts';

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
  /** What became of the jobs that the manager had when it began, and of those it took before another one followed. */
  jobs?: readonly { id: number; project?: string; fate: JobFate }[];
  /** What no manager knew any more afterwards; instances, spot requests and key pairs. */
  leftovers?: { found: readonly Leftover[]; removed: readonly Leftover[] };
  /** With `--dry-run`: what CloudFormation would do to each resource. */
  changeSet?: ChangeSet['changes'];
  seconds: number;
  /** Commands that make sense now. */
  next: readonly string[];
}
