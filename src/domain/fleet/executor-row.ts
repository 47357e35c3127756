import type { Instance } from './instance.ts';

/**
 * What an executor is doing: EC2's state refined by the manager's log. `running`: EC2 says so, and the log was not read,
 * or not from early enough, to know more. `orphan`: no manager knows it, so no one will end it. `stuck`: it is long in a
 * state that should be short.
 */
export const executorStates = [
  'pending',
  'booting',
  'idle',
  'busy',
  'running',
  'removing',
  'stopped',
  'terminated',
  'orphan',
  'stuck',
] as const;

export type ExecutorState = (typeof executorStates)[number];

/** What a verdict rests on. */
export type Evidence =
  /** The manager exited, and none followed. */
  | 'manager-exited'
  /** No line of a log that covers its whole life names it. */
  | 'not-named'
  /** No line since the manager's start names it. */
  | 'not-named-since-restart'
  /** EC2 has it as pending for too long. */
  | 'slow-start'
  /** The manager waits for it for too long. */
  | 'slow-boot'
  /** The manager gave it up, or its last job ended, and it still runs. */
  | 'slow-removal'
  /** EC2 has it as shutting down for too long. */
  | 'slow-end';

/** Why a state was given, and since when that is so (epoch milliseconds). */
export interface Reason {
  code: Evidence;
  sinceAt: number;
}

/** One executor of the list; what is not known is left out. Money is US dollars. */
export interface ExecutorRow extends Omit<Instance, 'state'> {
  state: ExecutorState;
  reason?: Reason;
  /** `project`: the full path, or the number where the log has no path. */
  job?: { id: number; project?: string };
  ageSeconds?: number;
  /** Of an idle executor, since its last job or since it was ready. */
  idleSeconds?: number;
  bootSeconds?: number;
  /** Jobs it has ended. */
  jobsDone?: number;
  costPerHour?: number;
  costSoFar?: number;
}
