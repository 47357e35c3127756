import { numberField } from '../fields.ts';
import { type JobEvent, jobEvent } from '../job-event.ts';
import { message } from '../message.ts';
import type { RunnerLine } from '../runner-line.ts';
import type { JobLog, JobRecord } from './job-record.ts';

/** Takes what a line says of its job into the record of that job, if it names one. */
export function markJob(log: JobLog, line: RunnerLine, time: number): void {
  const id = numberField(line, 'job');
  if (id === undefined) return;
  const known = log.jobs.get(id);
  // Uploads of the trace go on after the end: alone they tell of no job that runs.
  if (!known && isAfterword(line)) return;
  const job: JobRecord = known ?? { id, retries: 0, firstSeenAt: time, lastSeenAt: time };
  log.jobs.set(id, job);
  if (line.msg === message.jobReceived) job.receivedAt ??= time;
  else if (line.msg === message.preparingInstance) job.preparingAt ??= time;
  else if (line.msg.startsWith('Preparation failed: ') && time > job.lastSeenAt) job.retries += 1;
  const event = jobEvent(line);
  if (event) mark(job, event, time);
  job.firstSeenAt = Math.min(job.firstSeenAt, time);
  job.lastSeenAt = Math.max(job.lastSeenAt, time);
}

/** The last words about a job that ended before the log was read; an upload in the middle looks the same. */
function isAfterword({ msg, fields }: RunnerLine): boolean {
  if (msg !== message.updatingJob && msg !== message.submittedJob && msg !== message.appendedTrace)
    return false;
  return msg !== message.appendedTrace || fields['job-status'] !== 'running';
}

function mark(job: JobRecord, event: JobEvent, time: number): void {
  for (const [key, value] of Object.entries(event.facts))
    if (value !== undefined) Object.assign(job, { [key]: value });
  switch (event.kind) {
    case 'added':
      job.receivedAt ??= time;
      break;
    case 'started':
      if (time < (job.connectedAt ?? 0)) break;
      job.connectedAt = time;
      job.executorId = event.executorId;
      break;
    case 'ended':
      job.endedAt = time;
      job.outcome = event.outcome;
      break;
    case 'removed':
      job.endedAt ??= time;
      job.outcome ??= 'unknown';
  }
}
