import { message } from '../runner/message.ts';
import type { Job } from './jobs.ts';
import {
  type FieldValue,
  type LogLevel,
  type LogMessage,
  nanoseconds,
  type RunnerFields,
  rfc3339Nano,
} from './log-record.ts';
import type { Load } from './manager-log.ts';
import type { TakenJob } from './queue.ts';

type Fields = Record<string, FieldValue>;

function line(level: LogLevel, msg: string, fields: Fields): LogMessage {
  return { level, msg, fields };
}

/** Fields of `build.Log()` (common/build.go). */
function jobFields(who: RunnerFields, job: Job): Fields {
  return {
    ...who,
    job: job.id,
    pipeline_id: job.pipelineId,
    project: job.projectId,
    project_full_path: job.projectFullPath,
    ...(job.namespaceId !== undefined && { namespace_id: job.namespaceId }),
    ...(job.userId !== undefined && { gitlab_user_id: job.userId }),
  };
}

/** GitLab gave a job (network/gitlab.go RequestJob). */
export function jobReceived(who: RunnerFields, job: Job, repoUrl: string, correlationId: string): LogMessage {
  return line('info', message.jobReceived, {
    ...who,
    job: job.id,
    repo_url: repoUrl,
    correlation_id: correlationId,
  });
}

/** What the runner has sent of the trace: nothing at the start, all at the end. */
export interface Output {
  bytesize: number;
  checksum: string;
  correlation_id: string;
}

/** network/gitlab.go UpdateJob, before the call. */
export function updatingJob(who: RunnerFields, job: Job, output: Output): LogMessage {
  return line('info', message.updatingJob, { ...who, ...output, job: job.id });
}

/** network/gitlab.go createUpdateJobResult. */
export function submittedJob(who: RunnerFields, job: Job, output: Output): LogMessage {
  const answer = { code: 200, 'job-status': '', 'update-interval': 0 };
  return line('info', message.submittedJob, { ...who, ...output, ...answer, job: job.id });
}

/** network/gitlab.go createPatchTraceResult. */
export function appendedTrace(who: RunnerFields, job: Job, correlationId: string): LogMessage {
  return line('info', message.appendedTrace, {
    ...who,
    code: 202,
    correlation_id: correlationId,
    job: job.id,
    'job-log': `0-${job.traceBytes}`,
    'job-status': 'running',
    'sent-log': `0-${job.traceBytes - 1}`,
    status: '202 Accepted',
    'update-interval': nanoseconds(60_000),
  });
}

function listFields(who: RunnerFields, load: Load, taken: TakenJob, repoUrl: string): Fields {
  return {
    ...load,
    ...jobFields(who, taken.job),
    repo_url: repoUrl,
    time_in_queue_seconds: (taken.takenAt - taken.job.arrivesAt) / 1000,
    queue_size: taken.queueSize,
    queue_depth: taken.queueDepth,
  };
}

/** commands/multi.go processBuildOnRunner; `load` counts the job. */
export function jobAdded(who: RunnerFields, load: Load, taken: TakenJob, repoUrl: string): LogMessage {
  return line('info', message.jobAdded, listFields(who, load, taken, repoUrl));
}

/** commands/multi.go finishBuild; `load` counts the job no more. */
export function jobRemoved(who: RunnerFields, load: Load, taken: TakenJob, repoUrl: string): LogMessage {
  return line('info', message.jobRemoved, listFields(who, load, taken, repoUrl));
}

/** executors/internal/autoscaler/executor.go: the wait for an instance begins. */
export function preparingInstance(who: RunnerFields, job: Job): LogMessage {
  return line('info', message.preparingInstance, jobFields(who, job));
}

/** executors/internal/autoscaler/acquisition.go: the job has its instance. */
export function dialingInstance(
  who: RunnerFields,
  job: Job,
  instance: { id: string; address: string },
): LogMessage {
  return line('info', message.dialingInstance, {
    ...jobFields(who, job),
    'instance-id': instance.id,
    'internal-address': instance.address,
    'external-address': '',
    'use-external-address': false,
    'protocol-port': 0,
  });
}

/** The machine of a job, as `machineExecutor.log()` tells of it (executors/docker/machine/machine.go). */
export interface MachineOfJob {
  name: string;
  createdAt: number;
  usedCount: number;
  docker: string;
}

/** A line of docker+machine about a job; `error` only where the build has finished. */
export function onMachine(
  who: RunnerFields,
  job: Job,
  { name, createdAt, usedCount, docker }: MachineOfJob,
  now: number,
  step: 'machineMade' | 'machineReused' | 'machineBuildStarted' | 'machineBuildFinished' | 'machineCleanedUp',
  error?: string,
): LogMessage {
  const created = rfc3339Nano(createdAt);
  const fields = { ...jobFields(who, job), name, usedCount, created, now: rfc3339Nano(now), docker };
  return error === undefined
    ? line('info', message[step], fields)
    : line('warning', `${message.machineBuildBroken}${error}`, fields);
}

/** executors/custom/custom.go Run, before the job's script. */
export function buildScriptRenamed(who: RunnerFields, job: Job): LogMessage {
  return line('warning', message.buildScriptRenamed, jobFields(who, job));
}

/** With docker-machine `name` is the machine's; else it is the manager's own host name once an executor was prepared (executors/abstract.go), not the executor's. */
export function jobSucceeded(who: RunnerFields, job: Job, seconds: number, name: string): LogMessage {
  const fields = { ...jobFields(who, job), duration_s: seconds, 'job-status': 'success', name };
  return line('info', message.jobSucceeded, fields);
}

/** How a job failed: by its script, by a stop of the manager, or by trouble with its executor. */
export type JobError =
  | { reason: 'script_failure' | 'runner_interrupted'; text: string; exitCode: number }
  | { reason: 'runner_system_failure'; text: string };

/** common/build.go setTraceStatus; `seconds` count from the receipt of the job. */
export function jobFailed(who: RunnerFields, job: Job, seconds: number, error: JobError): LogMessage {
  const isSystem = error.reason === 'runner_system_failure';
  return line(
    isSystem ? 'error' : 'warning',
    `${isSystem ? message.jobSystemFailure : message.jobFailed}${error.text}`,
    {
      ...jobFields(who, job),
      duration_s: seconds,
      error: error.text,
      ...(!isSystem && { exit_code: error.exitCode }),
      failure_reason: error.reason,
      'job-status': 'failed',
    },
  );
}
