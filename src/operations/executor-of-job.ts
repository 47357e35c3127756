import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { ExecutorRow } from '../domain/fleet/executor-row.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import type { FleetRead } from './executors.ts';
import { findJob } from './find-job.ts';
import type { LogsPort } from './ports.ts';

export const rowOfJob = (id: number, { list }: FleetRead): ExecutorRow | undefined =>
  list.rows.find(({ job }) => job?.id === id);

/** `from`: how far back the log is searched; both in epoch milliseconds. */
interface Search {
  parts: StackParts | undefined;
  from: number;
  now: number;
}

/** The executor that runs a job, or ran it, by the name that the log has for it. Error: `job.not-found` (3). */
export async function executorOfJob(
  id: number,
  read: FleetRead,
  { parts, from, now }: Search,
  logs: Pick<LogsPort, 'page'>,
): Promise<string> {
  const known = rowOfJob(id, read)?.id ?? read.log.reader?.activity.jobs.get(id)?.executorId;
  if (known !== undefined) return known;
  const found = parts && read.log.reader && (await findJob({ id, parts, from, now }, logs));
  if (found?.job.executorId !== undefined) return found.job.executorId;
  const { stackName, lacking } = read.list;
  const message = found
    ? `The log of ${stackName} names no executor of the job ${id}${found.job.endedAt === undefined ? ' yet' : ''}.`
    : `No executor of ${stackName} ran the job ${id} since ${new Date(from).toISOString()}, by the log.`;
  throw new GlfrError({
    code: 'job.not-found',
    message: [message, ...lacking].join(' '),
    suggestions: [`glfr why ${id}`, 'glfr executors ls --all'],
    exitCode: exitCode.notFound,
  });
}
