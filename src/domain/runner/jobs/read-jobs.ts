import { executorEvent } from '../executor-event.ts';
import { numberField, textField } from '../fields.ts';
import type { LogLine } from '../log-line.ts';
import { isRefusal, message } from '../message.ts';
import type { RunnerLine } from '../runner-line.ts';
import type { ExecutorRecord, JobLog } from './job-record.ts';
import { markJob } from './mark-job.ts';

/**
 * Takes one line of the manager's log into the jobs, in place. A repeated line changes nothing, and a late one finds
 * its place by its time. `receivedAt`: CloudWatch's time of the line, for the format that has none.
 */
export function readJobLine(log: JobLog, line: LogLine, receivedAt?: number): void {
  if (line.kind === 'other') return;
  const time = line.time ?? receivedAt;
  if (time === undefined) return;
  if (line.msg.startsWith(message.starting) && !log.starts.includes(time))
    log.starts = [...log.starts, time].sort((a, b) => a - b);
  if (line.msg === message.runtimePlatform) log.version = textField(line, 'version') ?? log.version ?? '';
  markJob(log, line, time);
  markExecutors(log, line, time);
  markLoad(log, line, time);
  markRefusal(log, line, time);
  log.lastLineAt = Math.max(log.lastLineAt ?? time, time);
}

function markExecutors(log: JobLog, line: RunnerLine, time: number): void {
  const event = executorEvent(line);
  for (const id of event?.ids ?? []) {
    const executor = executorOf(log, id, time);
    if (event?.kind === 'ready') {
      executor.readyAt ??= time;
      if (event.bootSeconds !== undefined) executor.launchedAt = time - Math.round(event.bootSeconds * 1000);
    } else if (event?.kind === 'discovered') executor.launchedAt ??= time;
    else executor.removedAt ??= time;
  }
  // A word about its job is a sign of life of the executor.
  const worksFor = log.jobs.get(numberField(line, 'job') ?? Number.NaN)?.executorId;
  if (worksFor !== undefined) executorOf(log, worksFor, time);
}

function executorOf(log: JobLog, id: string, time: number): ExecutorRecord {
  const executor = log.executors.get(id) ?? { id, lastSeenAt: time };
  executor.lastSeenAt = Math.max(executor.lastSeenAt, time);
  log.executors.set(id, executor);
  return executor;
}

/** Lines come in order but for late ones, which are left out: what they tell has passed. */
function markLoad(log: JobLog, line: RunnerLine, time: number): void {
  const builds = numberField(line, 'builds');
  const maxBuilds = numberField(line, 'max_builds');
  // 0 stands there only until the configuration is loaded.
  if (builds === undefined || maxBuilds === undefined || maxBuilds === 0) return;
  const last = log.loads.at(-1);
  if (last && (time < last.at || (last.builds === builds && last.maxBuilds === maxBuilds))) return;
  log.loads.push({ at: time, builds, maxBuilds });
}

function markRefusal(log: JobLog, line: RunnerLine, time: number): void {
  if (isRefusal(line.msg)) log.refusedAt = Math.max(log.refusedAt ?? 0, time);
  else if (line.msg === message.jobReceived && time >= (log.refusedAt ?? time)) delete log.refusedAt;
}

/** Forgets what has not been heard of since a time, so that a log can be followed for days. */
export function forgetJobs(log: JobLog, before: number): void {
  for (const [id, { lastSeenAt }] of log.jobs) if (lastSeenAt < before) log.jobs.delete(id);
  for (const [id, { lastSeenAt }] of log.executors) if (lastSeenAt < before) log.executors.delete(id);
  if ((log.loads[1]?.at ?? before) < before) log.loads = log.loads.filter(({ at }) => at >= before);
}
