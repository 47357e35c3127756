import type { ExecutorRow } from '../fleet/executor-row.ts';
import type { Offering } from '../fleet/offering.ts';
import type { Runner, RunnerManager } from '../gitlab/runner.ts';
import type { ServiceRole } from '../iam/service-roles.ts';
import type { Denial } from '../iam/simulation.ts';
import type { Reachability } from '../network/result.ts';
import type { NetworkSnapshot } from '../network/snapshot.ts';
import type { Service, Task } from '../stack/service.ts';
import type { Stack, StackResource } from '../stack/stack.ts';
import type { Fact } from './fact.ts';

export interface Identity {
  account: string;
  arn: string;
  region: string;
}

/** Credentials that AWS does not take. */
export interface Refused {
  refused: string;
  fix: string;
}

/** Where the manager's container writes, by its task definition. */
export interface LogDriver {
  /** `awslogs`; empty where none is set. */
  driver: string;
  /** `blocking` or `non-blocking`; left out, the account's default. */
  mode?: string;
}

/** The Auto Scaling group of the executors. */
export interface ExecutorGroup {
  name: string;
  suspended: readonly string[];
  launchTemplate?: { id: string; version: string };
}

/** The machine image of executors. */
export interface MachineImage {
  id: string;
  name?: string;
  /** Epoch milliseconds. */
  createdAt?: number;
  /** Nobody finds it any more, and nothing can be launched from it. */
  isGone?: boolean;
}

/** What CloudFormation found when it compared the stack with its resources. */
export interface Drift {
  isInSync: boolean;
  /** `LogicalId`s that were changed or deleted by other hands. */
  drifted: readonly string[];
}

/** What IAM's simulation says of the caller. */
export interface Allowance {
  /** ARN of the user or role whose policies were asked. */
  owner: string;
  /** What each everyday command cannot do without. */
  commands: ReadonlyMap<string, readonly string[]>;
  denials: readonly Denial[];
}

/** A service-linked role that the stack works with. */
export interface FoundRole extends ServiceRole {
  isThere: boolean;
}

/** Values of quotas by their codes; left out where Service Quotas has none. */
export type Quotas = Readonly<Record<string, number>>;

/** All that the checks are judged by. Times are epoch milliseconds. */
export interface Facts {
  now: number;
  /** Of this glfr. */
  version: string;
  identity: Fact<Identity | Refused>;
  allowance: Fact<Allowance>;
  serviceRoles: Fact<readonly FoundRole[]>;
  /** vCPUs of EC2 in the region. */
  instanceQuotas: Fact<Quotas>;
  /** vCPUs of Fargate in the region. */
  fargateQuotas: Fact<Quotas>;
  stack: Fact<Stack>;
  resources: Fact<readonly StackResource[]>;
  drift: Fact<Drift>;
  snapshot: Fact<NetworkSnapshot>;
  /** Every path the runner needs. */
  reach: Fact<Reachability>;
  offerings: Fact<readonly Offering[]>;
  service: Fact<Service | undefined>;
  tasks: Fact<readonly Task[]>;
  logDriver: Fact<LogDriver>;
  /** When GitLab last refused the token of the manager that runs. */
  refusal: Fact<number | 'never'>;
  /** `undefined`: GitLab has no such runner. */
  runner: Fact<Runner | undefined>;
  managers: Fact<readonly RunnerManager[]>;
  gitlabVersion: Fact<string>;
  /** `undefined` for an executor kind without one. */
  executorGroup: Fact<ExecutorGroup | undefined>;
  /** `undefined` for an executor kind without one. */
  image: Fact<MachineImage | undefined>;
  executors: Fact<readonly ExecutorRow[]>;
}
