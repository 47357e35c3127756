import { type JobColumnKey, jobValue } from '../../domain/runner/jobs/columns.ts';
import type { JobRow } from '../../domain/runner/jobs/job-row.ts';
import type { Column } from '../column.ts';
import { duration } from '../duration.ts';
import type { ListKind } from '../list/formats.ts';
import { count } from '../words.ts';
import { resultWords, seconds } from './job-words.ts';

const ifKnown = (value: number | undefined, text: (value: number) => string = String): string =>
  value === undefined ? '' : text(value);

const cells: Readonly<Record<JobColumnKey, Column<JobRow>>> = {
  id: { head: 'ID', value: ({ id }) => String(id), drop: 0 },
  state: { head: 'STATE', value: ({ state }) => state, drop: 0 },
  queue: { head: 'QUEUE', value: (row) => ifKnown(row.queueSeconds, seconds), drop: 2 },
  boot: { head: 'BOOT', value: (row) => ifKnown(row.bootSeconds, seconds), drop: 3 },
  run: { head: 'RUN', value: (row) => ifKnown(row.runSeconds, seconds), drop: 1 },
  age: { head: 'AGE', value: ({ ageSeconds }) => duration(ageSeconds), drop: 4 },
  project: { head: 'PROJECT', value: ({ project }) => project ?? '', drop: 5 },
  result: { head: 'RESULT', value: resultWords, drop: 6 },
  executor: { head: 'EXECUTOR', value: ({ executorId }) => executorId ?? '', drop: 7 },
  pipeline: { head: 'PIPELINE', value: ({ pipelineId }) => ifKnown(pipelineId), drop: 8 },
  'picked-up': { head: 'PICKED-UP', value: ({ pickedUpAt }) => pickedUpAt ?? '', drop: 10 },
  ended: { head: 'ENDED', value: ({ endedAt }) => endedAt ?? '', drop: 9 },
  'exit-code': { head: 'EXIT-CODE', value: ({ exitCode }) => ifKnown(exitCode), drop: 11 },
  failure: { head: 'FAILURE', value: ({ failureReason }) => failureReason ?? '', drop: 12 },
  'project-id': { head: 'PROJECT-ID', value: ({ projectId }) => ifKnown(projectId), drop: 13 },
};

/** How `glfr jobs` writes its rows. */
export const jobList: ListKind<JobRow, JobColumnKey> = {
  columns: (keys) => keys.map((key) => ({ key, ...cells[key] })),
  value: jobValue,
  id: ({ id }) => String(id),
  name: ({ id }) => String(id),
};

/** A word for stderr beside the list; `of`: so many there would be without `--limit`. */
export function jobSummary(rows: readonly JobRow[], since: string, of = rows.length): string {
  if (rows.length === 0) return `No such job since ${since}; --since 1d looks further back.`;
  const states = [...Map.groupBy(rows, ({ state }) => state)].map(([state, its]) => `${its.length} ${state}`);
  const number = of === rows.length ? '' : `${rows.length} of `;
  return `${number}${count(of, 'job')}: ${states.join(', ')}`;
}
