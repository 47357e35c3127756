import { numberField, textField } from './fields.ts';
import { message } from './message.ts';
import type { RunnerLine } from './runner-line.ts';

/** What a line can tell of its job besides what happened. */
export interface JobFacts {
  project?: number | undefined;
  projectFullPath?: string | undefined;
  pipelineId?: number | undefined;
  queuedSeconds?: number | undefined;
  /** As the log counts it: boot included. */
  durationSeconds?: number | undefined;
  failureReason?: string | undefined;
  exitCode?: number | undefined;
}

/** How a job ended by its own line. */
export type JobOutcome = 'success' | 'failed' | 'system-failure';

/** A step in a job's life. */
export type JobEvent = { id: number; facts: JobFacts } & (
  | { kind: 'added' }
  | { kind: 'started'; executorId: string }
  | { kind: 'ended'; outcome: JobOutcome }
  | { kind: 'removed' }
);

/** What a line says of a job, if it does; progress and uploads of the trace are not told. */
export function jobEvent(line: RunnerLine): JobEvent | undefined {
  const id = numberField(line, 'job');
  if (id === undefined) return undefined;
  const facts = factsOf(line);
  if (line.msg === message.jobAdded) return { kind: 'added', id, facts };
  if (line.msg === message.jobRemoved) return { kind: 'removed', id, facts };
  const executorId = executorOf(line);
  if (executorId !== undefined) return { kind: 'started', id, facts, executorId };
  const outcome = outcomeOf(line.msg);
  return outcome && { kind: 'ended', id, facts, outcome };
}

function factsOf(line: RunnerLine): JobFacts {
  return {
    project: numberField(line, 'project'),
    projectFullPath: textField(line, 'project_full_path'),
    pipelineId: numberField(line, 'pipeline_id'),
    queuedSeconds: numberField(line, 'time_in_queue_seconds'),
    durationSeconds: numberField(line, 'duration_s'),
    failureReason: textField(line, 'failure_reason'),
    exitCode: numberField(line, 'exit_code'),
  };
}

/** docker-autoscaler names the instance, docker-machine its machine. */
function executorOf(line: RunnerLine): string | undefined {
  if (line.msg === message.dialingInstance) return textField(line, 'instance-id');
  return line.msg === message.machineBuildStarted ? textField(line, 'name') : undefined;
}

function outcomeOf(msg: string): JobOutcome | undefined {
  if (msg === message.jobSucceeded) return 'success';
  if (msg.startsWith(message.jobSystemFailure)) return 'system-failure';
  return msg.startsWith(message.jobFailed) ? 'failed' : undefined;
}
