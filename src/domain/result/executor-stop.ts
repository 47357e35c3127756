/** Result of `glfr executors stop`. */
export interface ExecutorStopResult {
  stackName: string;
  stopped: {
    id: string;
    /** Through its Auto Scaling group, which wants one less; or by EC2 alone. */
    through: 'group' | 'ec2';
    /** The job that it took with it. */
    job?: { id: number; project?: string };
  }[];
  /** Those that were left alone: they had ended already, or got a job while you were asked. */
  skipped: { id: string; why: 'ended' | 'became-busy' }[];
  next: string[];
}
