/** An EC2 instance of the group. Times are epoch milliseconds, each set once it has happened. */
export interface Executor {
  /** `i-` and 17 hexadecimal digits. */
  readonly id: string;
  /** EC2's launch time. */
  readonly launchedAt: number;
  /** Index of the subnet it stands in. */
  readonly zone: number;
  /** Its host number within that subnet. */
  readonly privateAddress: number;
  runningAt?: number;
  /** SSH and Docker answer. */
  readyAt?: number;
  terminatingAt?: number;
  terminatedAt?: number;
  /** The jobs it was given, oldest first. */
  readonly jobIds: number[];
}

/** EC2's instance states, as far as an executor passes them. */
export type InstanceState = 'pending' | 'running' | 'shutting-down' | 'terminated';

/** The state EC2 shows now. */
export function instanceState(executor: Executor): InstanceState {
  if (executor.terminatedAt !== undefined) return 'terminated';
  if (executor.terminatingAt !== undefined) return 'shutting-down';
  return executor.runningAt === undefined ? 'pending' : 'running';
}
