import { type Activity, type ExecutorActivity, executorOf, type JobActivity, jobOf } from './activity.ts';
import { numberField, textField } from './fields.ts';
import { message } from './message.ts';
import type { RunnerLine } from './runner-line.ts';

/** Fills in what a job's lines have in common, and leaves what is known. */
function describe(job: JobActivity, line: RunnerLine): void {
  job.project ??= numberField(line, 'project');
  job.projectFullPath ??= textField(line, 'project_full_path');
  job.pipelineId ??= numberField(line, 'pipeline_id');
}

function isOfThisManager(activity: Activity, time: number): boolean {
  return activity.managerStartedAt === undefined || time >= activity.managerStartedAt;
}

function begin(activity: Activity, job: JobActivity, executorId: string, time: number): void {
  const earlier = job.executorId === undefined ? undefined : activity.executors.get(job.executorId);
  if (earlier !== undefined && earlier.id !== executorId) free(earlier, job.id, time);
  job.executorId = executorId;
  job.startedAt ??= time;
  if (!isOfThisManager(activity, time)) return;
  const executor = executorOf(activity, executorId);
  if (!executor.jobs.includes(job.id)) executor.jobs.push(job.id);
  // A line that comes late must not make an ended job run again.
  if (job.endedAt === undefined) executor.currentJob = job.id;
  else executor.freeSince = Math.max(executor.freeSince ?? 0, job.endedAt);
}

function free(executor: ExecutorActivity, jobId: number, time: number): void {
  if (executor.currentJob !== jobId) return;
  delete executor.currentJob;
  executor.freeSince = time;
}

type Outcome = NonNullable<JobActivity['outcome']>;

function end(activity: Activity, job: JobActivity, outcome: Outcome, time: number): void {
  const isKnown = job.outcome !== undefined && job.outcome !== 'lost' && job.outcome !== 'unknown';
  if (isKnown) return;
  job.outcome = outcome;
  job.endedAt = time;
  const executor = job.executorId === undefined ? undefined : activity.executors.get(job.executorId);
  if (executor !== undefined) free(executor, job.id, time);
}

function outcomeOf(msg: string): Outcome | undefined {
  if (msg.startsWith(message.jobSucceeded)) return 'success';
  if (msg.startsWith(message.jobSystemFailure)) return 'system-failure';
  return msg.startsWith(message.jobFailed) ? 'failed' : undefined;
}

function readEnd(
  activity: Activity,
  line: RunnerLine,
  job: JobActivity,
  outcome: Outcome,
  time: number,
): void {
  end(activity, job, outcome, time);
  job.durationSeconds ??= numberField(line, 'duration_s');
  job.failureReason ??= textField(line, 'failure_reason');
  job.exitCode ??= numberField(line, 'exit_code');
  if (job.durationSeconds !== undefined) job.takenAt ??= time - Math.round(job.durationSeconds * 1000);
}

/** Reads the lines that are about a job; each has a field `job`. */
export function readJobLine(activity: Activity, line: RunnerLine, time: number): void {
  const id = numberField(line, 'job');
  if (id === undefined) return;
  const outcome = outcomeOf(line.msg);
  const executorId = line.msg === message.dialingInstance ? textField(line, 'instance-id') : machineOf(line);
  const isAdded = line.msg === message.jobAdded;
  const isRemoved = line.msg === message.jobRemoved;
  if (outcome === undefined && executorId === undefined && !isAdded && !isRemoved) return;
  const job = jobOf(activity, id);
  describe(job, line);
  if (isAdded || isRemoved) job.queuedSeconds ??= numberField(line, 'time_in_queue_seconds');
  if (isAdded) job.takenAt = time;
  if (executorId !== undefined) begin(activity, job, executorId, time);
  if (outcome !== undefined) readEnd(activity, line, job, outcome, time);
  if (isRemoved && job.endedAt === undefined) end(activity, job, 'unknown', time);
}

function machineOf(line: RunnerLine): string | undefined {
  return line.msg === message.machineBuildStarted ? textField(line, 'name') : undefined;
}
