import type { Scheduled } from './engine.ts';
import type { Executor } from './executor.ts';
import type { JobError } from './job-log.ts';
import type { Job } from './jobs.ts';
import type { Acquisition } from './provider.ts';
import type { JobResult, TakenJob } from './queue.ts';

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

/** An executor vanished under a job; `text` as the executor's kind says it. */
export function lostExecutorResult(text: string): BuildResult {
  return { kind: 'failed', error: { reason: 'runner_system_failure', text } };
}

/** How a job ends whose manager gets SIGTERM (common/build.go). */
export const interruptedResult: BuildResult = {
  kind: 'failed',
  error: { reason: 'runner_interrupted', text: 'aborted: terminated', exitCode: 0 },
};

/** What GitLab is told of a build's end. */
export function jobResult(result: BuildResult): JobResult {
  if (result.kind === 'success') return { status: 'success' };
  const { error } = result;
  return error.reason === 'script_failure'
    ? { status: 'failed', failureReason: error.reason, exitCode: error.exitCode }
    : { status: 'failed', failureReason: error.reason };
}

/** How a job's own script ends. */
export function scriptResult({ outcome }: Job): BuildResult {
  if (outcome.kind === 'success') return outcome;
  const { exitCode } = outcome;
  return { kind: 'failed', error: { reason: 'script_failure', text: `exit code ${exitCode}`, exitCode } };
}
