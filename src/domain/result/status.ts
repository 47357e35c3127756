/** Result of `glfr status`: one screen, and with `--json` one value. */
export interface StatusResult {
  stackName: string;
  region: string;
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
    maxBuilds?: number;
    runningJobs?: number;
    lastLogAt?: string;
    reason?: string;
  };
  executors: { total: number; busy: number; idle: number; booting: number; removing: number };
  gitlab: { url: string; runnerId?: number; state: 'online' | 'offline' | 'paused' | 'missing' | 'unknown' };
  /** One word for scripts: is everything as it should be? */
  healthy: boolean;
  next: readonly string[];
}
