import type { JobFacts, JobOutcome } from '../job-event.ts';

/** How a job ended. `lost`: its manager was replaced first; `unknown`: it left the list, and no line said how. */
export type JobEnd = JobOutcome | 'lost' | 'unknown';

/** When the steps of one job were logged. Times are epoch milliseconds; what the log does not tell is left out. */
export interface JobRecord extends JobFacts {
  id: number;
  /** GitLab gave it to the manager. */
  receivedAt?: number;
  /** The manager began to look for an executor. */
  preparingAt?: number;
  /** The manager turned to its executor; the last time, when it was tried again. */
  connectedAt?: number;
  /** The instance id, or the machine's name with docker-machine. */
  executorId?: string;
  /** How often its preparation failed and was tried again. */
  retries: number;
  endedAt?: number;
  outcome?: Exclude<JobEnd, 'lost'>;
  /** First and last line that names it. */
  firstSeenAt: number;
  lastSeenAt: number;
}

/** When the steps of one executor were logged. Kept over a change of managers, as jobs are. */
export interface ExecutorRecord {
  id: string;
  launchedAt?: number;
  readyAt?: number;
  removedAt?: number;
  lastSeenAt: number;
}

/** How many jobs the manager ran, from this time on. */
export interface Load {
  at: number;
  builds: number;
  maxBuilds: number;
}

/** What a stretch of the manager's log tells of jobs. */
export interface JobLog {
  jobs: Map<number, JobRecord>;
  executors: Map<string, ExecutorRecord>;
  /** Oldest first; only changes. */
  loads: Load[];
  /** When managers started, oldest first. */
  starts: number[];
  /** Of gitlab-runner, as the newest manager named it. */
  version?: string;
  /** When GitLab last refused the manager's token, if no job came since. */
  refusedAt?: number;
  lastLineAt?: number;
}

export const emptyJobLog = (): JobLog => ({ jobs: new Map(), executors: new Map(), loads: [], starts: [] });
