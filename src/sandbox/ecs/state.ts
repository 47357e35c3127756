import type { Fleet } from '../../domain/simulation/fleet.ts';
import type { ValueMap } from '../../domain/stack/template-model.ts';
import type { Driver } from './driver-toml.ts';

export interface Cluster {
  arn: string;
  name: string;
  status: 'ACTIVE' | 'INACTIVE';
}

export interface TaskDefinition {
  arn: string;
  family: string;
  revision: number;
  status: 'ACTIVE' | 'INACTIVE';
  registeredAt: number;
  /** As CloudFormation was given it. */
  properties: ValueMap;
}

export interface Deployment {
  id: string;
  status: 'PRIMARY' | 'ACTIVE';
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutReason: string;
  taskDefinition: string;
  createdAt: number;
  updatedAt: number;
  failedTasks: number;
  faults: readonly string[];
  /** Made by the circuit breaker in place of one that failed. */
  isRollback: boolean;
}

export interface Task {
  id: string;
  arn: string;
  serviceName: string;
  deployment: Deployment;
  taskDefinition: TaskDefinition;
  subnetId: string;
  address: string;
  lastStatus:
    | 'PROVISIONING'
    | 'PENDING'
    | 'RUNNING'
    | 'DEACTIVATING'
    | 'STOPPING'
    | 'DEPROVISIONING'
    | 'STOPPED';
  desiredStatus: 'RUNNING' | 'STOPPED';
  health: 'HEALTHY' | 'UNHEALTHY' | 'UNKNOWN';
  createdAt: number;
  pullStartedAt?: number;
  pullStoppedAt?: number;
  startedAt?: number;
  stoppingAt?: number;
  stoppedAt?: number;
  stopCode?: 'TaskFailedToStart' | 'EssentialContainerExited' | 'ServiceSchedulerInitiated' | 'UserInitiated';
  stoppedReason?: string;
  exitCode?: number;
  containerReason?: string;
  /** Was it told that a newer deployment is there? */
  isRetiring?: boolean;
  /** What runs in it, while it runs. */
  process?: Process | undefined;
}

/** The manager's container, as ECS deals with it. */
export interface Process {
  /** Has it jobs, and so asked ECS to be spared? */
  isProtected(): boolean;
  /** A newer deployment is there; it finds out by itself. */
  supersede(): void;
  /** ECS's stop signal. */
  stop(): void;
  /** ECS's patience is over. */
  kill(): void;
}

/** What ran a job on Fargate. */
export interface Started {
  taskDefinition: TaskDefinition | undefined;
  driver: Driver;
}

/** The tasks that the driver for Fargate ran for jobs in one cluster; they outlive their manager. */
export interface JobTasks {
  cluster: string;
  /** Of the manager that runs tasks now. */
  driver: Driver;
  fleet: Fleet;
  /** By task id. */
  started: Map<string, Started>;
}

export interface Service {
  arn: string;
  name: string;
  cluster: string;
  status: 'ACTIVE' | 'DRAINING' | 'INACTIVE';
  createdAt: number;
  properties: ValueMap;
  /** The primary one first. */
  deployments: Deployment[];
  /** Task definition of the last deployment that completed. */
  lastGood?: string;
  tasks: Task[];
  taskCount: number;
  /** Newest first. */
  events: { id: string; at: number; message: string }[];
  /** Called whenever something about the service changed. */
  watchers: Set<() => void>;
}

export interface Ecs {
  clusters: Map<string, Cluster>;
  /** By ARN. */
  services: Map<string, Service>;
  taskDefinitions: Map<string, TaskDefinition>;
  /** Last revision of each family. */
  families: Map<string, number>;
  jobTasks: JobTasks[];
}

export const emptyEcs = (): Ecs => ({
  clusters: new Map(),
  services: new Map(),
  taskDefinitions: new Map(),
  families: new Map(),
  jobTasks: [],
});
