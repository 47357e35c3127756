/** An EC2 instance, or an ECS task of the Fargate kind. Times are epoch milliseconds, each set once it has happened. */
export interface Executor {
  /** `i-` and 17 hexadecimal digits. */
  readonly id: string;
  /** The machine's name, with docker-machine. */
  readonly name?: string;
  /** EC2's launch time. */
  readonly launchedAt: number;
  /** Index of the subnet it stands in. */
  readonly zone: number;
  /** Its host number within that subnet. */
  readonly privateAddress: number;
  runningAt?: number;
  /** SSH and Docker answer. */
  readyAt?: number;
  /** docker-machine stops a machine before it ends it. */
  stoppingAt?: number;
  stoppedAt?: number;
  terminatingAt?: number;
  terminatedAt?: number;
  /** The jobs it was given, oldest first. */
  readonly jobIds: number[];
}

/** EC2's instance states, as far as an executor passes them. */
export type InstanceState = 'pending' | 'running' | 'stopping' | 'stopped' | 'shutting-down' | 'terminated';

/** The state EC2 shows now. */
export function instanceState(executor: Executor): InstanceState {
  if (executor.terminatedAt !== undefined) return 'terminated';
  if (executor.terminatingAt !== undefined) return 'shutting-down';
  if (executor.stoppedAt !== undefined) return 'stopped';
  if (executor.stoppingAt !== undefined) return 'stopping';
  return executor.runningAt === undefined ? 'pending' : 'running';
}
