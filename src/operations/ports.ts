import type { InsightsQuestion } from '../domain/check/insights.ts';
import type { NetworkQuestion, NetworkReading } from '../domain/check/reading.ts';
import type { ExecutorGroup, LogDriver, MachineImage } from '../domain/doctor/facts.ts';
import type { QuotaId } from '../domain/doctor/quota-codes.ts';
import type { Instance } from '../domain/fleet/instance.ts';
import type { KeyPair, SpotRequest } from '../domain/fleet/leftover.ts';
import type { Offering } from '../domain/fleet/offering.ts';
import type { GitLabJob } from '../domain/gitlab/job.ts';
import type {
  CreatedRunner,
  NewRunner,
  ResetToken,
  Runner,
  RunnerJob,
  RunnerManager,
} from '../domain/gitlab/runner.ts';
import type { Denial, SimulationQuestion } from '../domain/iam/simulation.ts';
import type { LiveUpdate, LogPage, LogQuery, LogStream } from '../domain/logs/log-event.ts';
import type { NetworkDocument } from '../domain/network/document/document.ts';
import type { Read } from '../domain/network/read.ts';
import type { SecurityGroupChange } from '../domain/network/result.ts';
import type { AwsOpinion } from '../domain/result/check.ts';
import type { Service, Task } from '../domain/stack/service.ts';
import type { ChangeSet, ChangeSetRequest, Stack, StackEvent, StackResource } from '../domain/stack/stack.ts';
import type { Answer, Question } from '../domain/wizard/question.ts';

/** Time as the operation should see it: the sandbox's runs faster than the wall's. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after `ms`; rejects with `interrupted` when the user presses Ctrl-C. */
  sleep(ms: number): Promise<void>;
}

export interface IdentityPort {
  whoAmI(): Promise<{ account: string; arn: string; region: string }>;
}

export interface NetworkPort {
  /** Throws for what cannot be done without: VPCs and subnets. */
  document(): Promise<NetworkDocument>;
  /** All that matters for a question; throws as `document` does. */
  read(question: NetworkQuestion): Promise<NetworkReading>;
}

export interface EndpointsPort {
  /** Short names of the services that a VPC has an endpoint for. */
  services(vpc: string): Promise<string[]>;
}

export interface OfferingsPort {
  /** These instance types, in the zones of the region; unreadable where a permission is missing. */
  find(types: readonly string[]): Promise<Read<Offering>>;
}

export interface SecurityGroupPort {
  /** `false`: the rule was there already. */
  add(rule: SecurityGroupChange): Promise<boolean>;
}

/** AWS Reachability Analyzer. What is made is deleted by the caller, in every case. */
export interface InsightsPort {
  createPath(path: InsightsQuestion): Promise<string>;
  start(pathId: string): Promise<string>;
  /** `undefined` while it runs. */
  answer(analysisId: string): Promise<AwsOpinion | undefined>;
  /** These two go on after Ctrl-C. */
  deleteAnalysis(analysisId: string): Promise<void>;
  deletePath(pathId: string): Promise<void>;
}

export interface StackPort {
  /** Every glfr stack of the region. */
  list(): Promise<Stack[]>;
  /** `undefined` when there is none of that name. */
  find(name: string): Promise<Stack | undefined>;
  createChangeSet(request: ChangeSetRequest): Promise<{ id: string; stackId: string }>;
  describeChangeSet(id: string): Promise<ChangeSet>;
  executeChangeSet(id: string): Promise<void>;
  /** Goes back to what the stack was; one that is not being updated any more is let be. */
  cancelUpdate(stackId: string): Promise<void>;
  deleteChangeSet(id: string): Promise<void>;
  /** Events after `afterId`, oldest first. */
  events(stackId: string, afterId?: string): Promise<StackEvent[]>;
  /** `stack`: name, or id for one that may be gone. */
  resources(stack: string): Promise<StackResource[]>;
  delete(stackId: string): Promise<void>;
}

export interface RegionsPort {
  /** Names of the regions the account has switched on. */
  enabled(): Promise<string[]>;
  /** CloudFormation of one of them. */
  stacksIn(region: string): Pick<StackPort, 'list'>;
}

export interface ServicePort {
  describe(cluster: string, service: string): Promise<Service | undefined>;
  /** Running and recently stopped tasks of the service, newest first. */
  tasks(cluster: string, service: string): Promise<Task[]>;
  /** 0: the manager leaves after its last job, and no other comes. */
  setDesiredCount(cluster: string, service: string, count: 0 | 1): Promise<void>;
  /** Task protection does not hold it: the manager aborts the jobs that do not end within its stop timeout. */
  stop(cluster: string, task: string, reason: string): Promise<void>;
}

export interface LogsPort {
  page(query: LogQuery): Promise<LogPage>;
  /** Every stream whose name begins so. */
  streams(group: string, prefix: string): Promise<LogStream[]>;
  /** Live Tail: a preview without history or promise. Ends or fails at any time. */
  live(group: string, streamPrefix: string): Promise<AsyncIterable<LiveUpdate>>;
}

export interface FleetPort {
  /** The stack's instances in every state EC2 still shows; `onlyLive`: not those that have ended. */
  instances(stackName: string, options?: { onlyLive?: boolean }): Promise<Instance[]>;
  /** Those of these ids that EC2 knows, whoever they belong to. */
  find(ids: readonly string[]): Promise<Instance[]>;
  /** Whoever they belong to, tagged or not. `pattern`: with `*`. */
  byKeyName(pattern: string): Promise<Instance[]>;
  /** CloudFormation cannot suspend it, and it kills jobs (facts: AZRebalance). */
  suspendRebalancing(group: string): Promise<void>;
  /** Sets the group's limits to zero and ends its instances. Returns the ids it ended. */
  empty(group: string): Promise<string[]>;
  /** Ends one through its Auto Scaling group, which wants one less from then on. `false`: it is in no group. */
  endInGroup(id: string): Promise<boolean>;
  /** docker-machine's, which are in no group: ends every instance with this security group. Returns their ids. */
  endMachines(securityGroup: string): Promise<string[]>;
  /** The Fargate kind's executors, those that stopped within the hour too. */
  jobTasks(cluster: string, family: string): Promise<Instance[]>;
  /** Stops those that run. Returns their ids. */
  endJobTasks(cluster: string, family: string): Promise<string[]>;
}

/** What only `doctor` looks at. */
export interface InspectionPort {
  /** ARN of a role by its name, whatever its path; `undefined` when there is none. */
  role(name: string): Promise<string | undefined>;
  /** What the policies of this user or role (ARN) do not allow, as IAM simulates it. */
  simulate(owner: string, question: SimulationQuestion): Promise<Denial[]>;
  /** `undefined` where the region has no such quota. */
  quota(id: QuotaId): Promise<number | undefined>;
  /** Of the manager's container. */
  logDriver(taskDefinition: string): Promise<LogDriver>;
  executorGroup(name: string): Promise<ExecutorGroup | undefined>;
  /** An id, or `resolve:ssm:…` for one that is looked up at each launch. */
  templateImage(template: { id: string; version: string }): Promise<string | undefined>;
  image(id: string): Promise<MachineImage>;
  /** Begins the comparison of a stack with its resources; its id. */
  startDrift(stack: string): Promise<string>;
  drift(id: string): Promise<{ state: 'running' | 'done' | 'failed'; isInSync?: boolean; reason?: string }>;
  /** Logical ids. */
  drifted(stack: string): Promise<string[]>;
}

export interface CachePort {
  /** Deletes every object of the bucket; returns how many there were. */
  empty(bucket: string): Promise<number>;
}

/** Single machines, and what docker-machine leaves beside them. Ending what has gone already is no error. */
export interface MachinesPort {
  keyPairs(pattern: string): Promise<KeyPair[]>;
  /** Open and active ones, by the key their instance gets. */
  spotRequests(pattern: string): Promise<SpotRequest[]>;
  end(ids: readonly string[]): Promise<void>;
  cancelSpotRequest(id: string): Promise<void>;
  deleteKeyPair(id: string): Promise<void>;
  /** What the machine wrote to its console; `readAt` in epoch milliseconds. */
  console(id: string): Promise<{ readAt?: number; text: string }>;
}

export interface GitLabPort {
  /** Addresses the host name has, as seen from here. */
  addresses(url: string): Promise<string[]>;
  /** Reaches GitLab without a token; `url` is https where http only leads there. */
  probe(url: string): Promise<{ url: string; version?: string }>;
  /** `undefined` where the token's scopes do not show it. */
  version(url: string, token: string): Promise<string | undefined>;
  createRunner(url: string, token: string, runner: NewRunner): Promise<CreatedRunner>;
  /** Expiry as in `Runner`. */
  verifyRunnerToken(
    url: string,
    runnerToken: string,
  ): Promise<{ id: number; tokenExpiresAt?: number | null }>;
  runner(url: string, token: string, id: number): Promise<Runner | undefined>;
  managers(url: string, token: string, id: number): Promise<RunnerManager[]>;
  /** The jobs it has in hand. */
  runningJobs(url: string, token: string, id: number): Promise<RunnerJob[]>;
  /** One job of a project, by its full path; `undefined` where the token sees none. */
  job(url: string, token: string, project: string, id: number): Promise<GitLabJob | undefined>;
  /** A paused runner gets no new jobs; those it has go on. */
  pauseRunner(url: string, token: string, id: number, paused: boolean): Promise<Runner>;
  /** GitLab refuses the old token from then on. */
  resetRunnerToken(url: string, token: string, id: number): Promise<ResetToken>;
  deleteRunner(url: string, token: string, id: number): Promise<void>;
  /** The runner's own token is enough to delete it, whatever the access token may do. */
  deleteRunnerByToken(url: string, runnerToken: string): Promise<void>;
}

export interface Prompter {
  /** `interactive` is false in a pipe, in CI and with `--yes`: then nothing may be asked. */
  readonly interactive: boolean;
  ask(question: Question): Promise<Answer>;
}
