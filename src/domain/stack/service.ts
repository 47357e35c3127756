/** The manager's ECS service and its tasks as read from ECS. Times are epoch milliseconds. */
export interface Service {
  cluster: string;
  name: string;
  status: string;
  desired: number;
  running: number;
  pending: number;
  deployments: readonly Deployment[];
  /** Does ECS move its tasks between zones? Left out where ECS does not say. */
  zoneRebalancing?: boolean;
  /** Newest first, at most 100. */
  events: readonly { id: string; time: number; message: string }[];
}

export interface Deployment {
  id: string;
  status: 'PRIMARY' | 'ACTIVE' | 'INACTIVE';
  rolloutState: 'IN_PROGRESS' | 'COMPLETED' | 'FAILED';
  rolloutReason?: string;
  /** Family and revision, such as `glfr-manager:12`. */
  taskDefinition: string;
  desired: number;
  running: number;
  failedTasks: number;
  createdAt: number;
}

export interface Task {
  id: string;
  lastStatus: string;
  desiredStatus: string;
  health?: string;
  /** Deployment id for a service's task. */
  startedBy?: string;
  taskDefinition: string;
  createdAt?: number;
  startedAt?: number;
  stoppedAt?: number;
  stopCode?: string;
  stoppedReason?: string;
  containers: readonly { name: string; reason?: string; exitCode?: number }[];
}
