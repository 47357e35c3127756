/** What the manager's log tells of one job. Times are epoch milliseconds. */
export interface JobActivity {
  id: number;
  /** The project's number. */
  project?: number;
  projectFullPath?: string;
  pipelineId?: number;
  queuedSeconds?: number;
  /** When the manager had it; unknown when the log begins later. */
  takenAt?: number;
  /** The instance id, or the machine's name with docker-machine. */
  executorId?: string;
  /** When it had its executor. */
  startedAt?: number;
  endedAt?: number;
  /** `lost`: its manager was replaced before it ended. */
  outcome?: 'success' | 'failed' | 'system-failure' | 'lost' | 'unknown';
  /** As the log counts it: boot included. */
  durationSeconds?: number;
  failureReason?: string;
  exitCode?: number;
}

/** What the manager's log tells of one executor. Times are epoch milliseconds. */
export interface ExecutorActivity {
  id: string;
  discoveredAt?: number;
  readyAt?: number;
  bootSeconds?: number;
  /** Ids of the jobs it was given, oldest first. */
  jobs: number[];
  currentJob?: number;
  /** When its last job ended. */
  freeSince?: number;
  /** When the manager gave it up, or missed it. */
  removedAt?: number;
  /** It went without the manager's doing: a spot interruption, a zone rebalance, a person. */
  wasLost?: boolean;
}

/** The state of a manager and of all it does, as far as its log tells. Times are epoch milliseconds. */
export interface Activity {
  managerStartedAt?: number;
  configurationLoadedAt?: number;
  /** Since when it takes no more jobs and waits for the running ones. */
  drainingSince?: number;
  managerStoppedAt?: number;
  maxBuilds?: number;
  builds?: number;
  lastLineAt?: number;
  jobs: Map<number, JobActivity>;
  executors: Map<string, ExecutorActivity>;
  /** When ended jobs were last forgotten. */
  sweptAt?: number;
}

export function emptyActivity(): Activity {
  return { jobs: new Map(), executors: new Map() };
}

/** The executor of that id, made known if it was not. */
export function executorOf(activity: Activity, id: string): ExecutorActivity {
  const known = activity.executors.get(id);
  if (known !== undefined) return known;
  const executor: ExecutorActivity = { id, jobs: [] };
  activity.executors.set(id, executor);
  return executor;
}

/** The job of that id, made known if it was not. */
export function jobOf(activity: Activity, id: number): JobActivity {
  const known = activity.jobs.get(id);
  if (known !== undefined) return known;
  const job: JobActivity = { id };
  activity.jobs.set(id, job);
  return job;
}
