import type { Distribution } from '../stats/distribution.ts';

/** Result of `glfr status`: one screen, and with `--json` one value. What could not be read is left out. */
export interface StatusResult {
  stackName: string;
  region: string;
  /** One word for scripts: is everything as it should be? */
  healthy: boolean;
  /** What is wrong, worst first. A `note` is worth a look, and no fault. */
  problems: readonly StatusProblem[];
  /** What could not be read, and why; the rest is as it is. */
  lacking: readonly { what: string; text: string }[];
  stack: { status: string; reason?: string; createdAt: string; updatedAt?: string };
  settings: {
    concurrency: number;
    instanceTypes: readonly string[];
    executor: string;
    idle: number;
    vpc: string;
    subnets: readonly string[];
  };
  manager: {
    state: 'running' | 'starting' | 'draining' | 'stopped' | 'failed' | 'unknown';
    taskId?: string;
    taskDefinition?: string;
    since?: string;
    /** Of gitlab-runner. */
    version?: string;
    maxBuilds?: number;
    runningJobs?: number;
    lastLogAt?: string;
    reason?: string;
  };
  executors?: {
    total: number;
    busy: number;
    idle: number;
    booting: number;
    removing: number;
    orphan: number;
  };
  gitlab: {
    url: string;
    runnerId?: number;
    state: 'online' | 'offline' | 'paused' | 'missing' | 'unknown';
    contactedAt?: string;
    /** Missing where the access token may not see them. */
    runningJobs?: number;
  };
  /** The last hour. */
  jobs?: {
    ended: number;
    failed: number;
    /** Of the failed ones, those that failed by their executor or manager. */
    systemFailures: number;
    /** Seconds in GitLab, of the jobs that were picked up. */
    queueSeconds?: Distribution;
    /** Seconds from launch to ready, of the executors that came. */
    bootSeconds?: Distribution;
  };
  cost?: StatusCost;
  next: readonly string[];
}

export interface StatusProblem {
  code: string;
  level: 'problem' | 'note';
  text: string;
  next: readonly string[];
}

/** US dollars, by a table of list prices. */
export interface StatusCost {
  currency: 'USD';
  now: {
    perHour: number;
    managerPerHour: number;
    executorsPerHour: number;
    /** Executors whose price is not in the table; they count as nothing. */
    unpriced: number;
  };
  month: {
    soFar: number;
    manager: number;
    executors: number;
    /** Since when the manager is counted: the first of the month, or the stack's creation. */
    since: string;
    /** Since when executors are counted: the log was read from here on. */
    executorsSince: string;
    executorHours: number;
  };
  pricesDated: string;
  pricesRegion: string;
}
