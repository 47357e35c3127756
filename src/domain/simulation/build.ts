import type { Scheduled } from './engine.ts';
import type { Executor } from './executor.ts';
import type { JobError } from './job-log.ts';
import type { TakenJob } from './queue.ts';
import type { Acquisition } from './scaler.ts';

/** How a build ended for the manager. */
export type BuildResult = { kind: 'success' } | { kind: 'failed'; error: JobError };

/** A job in the manager's hands. Times are epoch milliseconds. */
export interface Build {
  readonly taken: TakenJob;
  /** When the manager had it; its log's `duration_s` counts from here, boot included (common/build.go NewBuild). */
  readonly receivedAt: number;
  executor?: Executor;
  /** When it had an executor. */
  startedAt?: number;
  endedAt?: number;
  result?: BuildResult;
}

/** A build with what the manager needs to end it early. */
export interface OpenBuild extends Build {
  acquisition?: Acquisition;
  ending?: Scheduled;
}

/** What Docker's client says when an executor vanishes under a job (docs/executors/docker_autoscaler.md). */
export function lostExecutorError(containerId: string): JobError {
  const url = `http://internal.tunnel.invalid/v1.43/containers/${containerId}/wait?condition=not-running`;
  return { reason: 'runner_system_failure', text: `error during connect: Post "${url}": ssh tunnel: EOF ()` };
}

/** The text of a job whose manager got SIGTERM (common/build.go). */
export const interruptedError: JobError = { reason: 'runner_interrupted', text: 'aborted: terminated', exitCode: 0 };
