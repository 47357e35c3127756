import type { Settings } from '../domain/settings/declaration.ts';
import type { Plan } from '../domain/stack/plan.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { Credentials } from '../domain/wizard/state.ts';
import type { Clock, FleetPort, GitLabPort, LogsPort, ServicePort, StackPort } from './ports.ts';
import type { JobWatch } from './watch-jobs.ts';

/** A plan and what carrying it out needs. */
export interface DeployInput {
  plan: Plan;
  settings: Settings;
  credentials: Credentials;
  existing?: Stack | undefined;
  /** `undefined` leaves the template the stack has. */
  template: string | undefined;
  version: string;
  wait: boolean;
  /** Let the manager end its jobs before the update begins, however short they are. */
  drain?: boolean;
  /** Do not wait for running jobs: the old manager is stopped, and they fail. */
  now?: boolean;
  /** What the manager runs, where that is known already. */
  jobs?: JobWatch | undefined;
  /** Only what would be done. */
  dryRun?: boolean;
  /** How long to follow before giving the terminal back (exit code 6); milliseconds. */
  timeoutMs: number;
}

/** The world a rollout works in. */
export interface RolloutDeps {
  stacks: StackPort;
  service: ServicePort;
  logs: LogsPort;
  fleet: FleetPort;
  gitlab: GitLabPort;
  clock: Clock;
}

/** The runner a deploy works with; `token` only where a new one goes into the stack. */
export interface MadeRunner {
  id?: number | undefined;
  token?: string | undefined;
  isNew: boolean;
}

/** A rollout that has begun. */
export interface RolloutInput
  extends Pick<DeployInput, 'plan' | 'settings' | 'credentials' | 'wait' | 'now' | 'timeoutMs'> {
  stackId: string;
  /** The newest event before this operation, so that older ones are not told again. */
  afterEvent?: string | undefined;
  /** Epoch milliseconds. */
  startedAt: number;
  action: 'create' | 'update';
  runner: MadeRunner;
}
