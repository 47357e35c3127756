import { numberField } from '../domain/runner/fields.ts';
import type { JobLog, JobRecord } from '../domain/runner/jobs/job-record.ts';
import { parseLogLine } from '../domain/runner/log-line.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import { pages } from './logs.ts';
import { ManagerLog } from './manager-log.ts';
import type { LogsPort } from './ports.ts';

interface Input {
  id: number;
  parts: StackParts;
  /** Epoch milliseconds. */
  from: number;
  now: number;
}

interface Found {
  job: JobRecord;
  log: JobLog;
}

/** Most people ask soon, and this much of the log is read as it is. */
const recentMs = 2 * 3_600_000;
/** Read before and after what names the job: its executor, and how busy the manager was. */
const marginMs = 600_000;

/** A job of the manager's log with the log around it; `undefined` when no line since `from` names it. */
export async function findJob(input: Input, port: Pick<LogsPort, 'page'>): Promise<Found | undefined> {
  const { id, parts, now } = input;
  const recent = Math.max(input.from, now - recentMs);
  const read = await new ManagerLog(parts, recent, port).readOn(now);
  const job = read.jobs.jobs.get(id);
  const begins = job?.receivedAt && job.receivedAt - (job.queuedSeconds ?? 0) * 1000 - marginMs;
  if (job && begins !== undefined && begins >= recent) return { job, log: read.jobs };
  const span = await spanOf(input, port);
  if (!span) return job && { job, log: read.jobs };
  return around(input, span, begins ?? span.first, port);
}

async function around(
  { id, parts, now }: Input,
  { first, last }: Span,
  begins: number,
  port: Pick<LogsPort, 'page'>,
): Promise<Found | undefined> {
  const from = Math.min(first - marginMs, begins);
  const { jobs: log } = await new ManagerLog(parts, from, port).readOn(now, Math.min(now, last + marginMs));
  const job = log.jobs.get(id);
  const queued = (job?.queuedSeconds ?? 0) * 1000;
  // A long wait in GitLab began before what was read, and why is in the log from there on.
  if (job && first - queued < from && begins !== first - queued - marginMs)
    return around({ id, parts, now, from }, { first, last }, first - queued - marginMs, port);
  return job && { job, log };
}

interface Span {
  first: number;
  last: number;
}

/** When lines name the job. CloudWatch looks for the number as a word, and what only contains it is dropped here. */
async function spanOf({ id, parts, from }: Input, port: Pick<LogsPort, 'page'>): Promise<Span | undefined> {
  const query = { group: parts.logGroup, streamPrefix: parts.logStreamPrefix, filter: `"${id}"` };
  let span: Span | undefined;
  for await (const events of pages(query, from, port))
    for (const { message, time } of events) {
      const line = parseLogLine(message);
      if (line.kind !== 'runner' || numberField(line, 'job') !== id) continue;
      span = { first: Math.min(span?.first ?? time, time), last: Math.max(span?.last ?? time, time) };
    }
  return span;
}
