import type { JobRow } from '../../domain/runner/jobs/job-row.ts';
import { duration } from '../duration.ts';
import type { GridColumn } from '../grid.ts';
import type { KeptColumns } from '../kept-columns.ts';
import { type List, listOf } from '../list.ts';
import { bareScreen, type Screen } from '../paint.ts';
import { count } from '../words.ts';
import { resultWords, seconds } from './job-words.ts';

const ifKnown = (value: number | undefined, text: (value: number) => string): string =>
  value === undefined ? '' : text(value);

const columns: readonly GridColumn<JobRow>[] = [
  { key: 'id', head: 'ID', value: ({ id }) => String(id), drop: 0 },
  { key: 'state', head: 'STATE', value: ({ state }) => state, drop: 0 },
  { key: 'queue', head: 'QUEUE', value: (row) => ifKnown(row.queueSeconds, seconds), drop: 2 },
  { key: 'boot', head: 'BOOT', value: (row) => ifKnown(row.bootSeconds, seconds), drop: 3 },
  { key: 'run', head: 'RUN', value: (row) => ifKnown(row.runSeconds, seconds), drop: 1 },
  { key: 'age', head: 'AGE', value: ({ ageSeconds }) => duration(ageSeconds), drop: 4 },
  { key: 'project', head: 'PROJECT', value: ({ project }) => project ?? '', drop: 5 },
  { key: 'result', head: 'RESULT', value: resultWords, drop: 6 },
  { key: 'executor', head: 'EXECUTOR', value: ({ executorId }) => executorId ?? '', drop: 7 },
];

/** Result of `glfr jobs`: aligned columns on a terminal, tab-separated in a pipe. */
export const jobList = (rows: readonly JobRow[], screen: Screen = bareScreen, kept?: KeptColumns): List =>
  listOf(columns, rows, screen, kept);

/** A word for stderr beside the list. */
export function jobSummary(rows: readonly JobRow[], since: string): string {
  if (rows.length === 0) return `No such job since ${since}; --since 1d looks further back.`;
  const states = [...Map.groupBy(rows, ({ state }) => state)].map(([state, of]) => `${of.length} ${state}`);
  return `${count(rows.length, 'job')}: ${states.join(', ')}`;
}
