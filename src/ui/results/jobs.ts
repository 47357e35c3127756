import type { JobRow } from '../../domain/runner/jobs/job-row.ts';
import { type Column, tabLines } from '../column.ts';
import { duration } from '../duration.ts';
import { bareScreen, type Screen, styleFor } from '../paint.ts';
import { count } from '../words.ts';
import { resultWords, seconds } from './job-words.ts';

const ifKnown = (value: number | undefined, text: (value: number) => string): string =>
  value === undefined ? '' : text(value);

const columns: readonly Column<JobRow>[] = [
  { head: 'ID', value: ({ id }) => String(id), drop: 0 },
  { head: 'STATE', value: ({ state }) => state, drop: 0 },
  { head: 'QUEUE', value: (row) => ifKnown(row.queueSeconds, seconds), drop: 2 },
  { head: 'BOOT', value: (row) => ifKnown(row.bootSeconds, seconds), drop: 3 },
  { head: 'RUN', value: (row) => ifKnown(row.runSeconds, seconds), drop: 1 },
  { head: 'AGE', value: ({ ageSeconds }) => duration(ageSeconds), drop: 4 },
  { head: 'PROJECT', value: ({ project }) => project ?? '', drop: 5 },
  { head: 'RESULT', value: resultWords, drop: 6 },
  { head: 'EXECUTOR', value: ({ executorId }) => executorId ?? '', drop: 7 },
];

/** Result of `glfr jobs`: aligned columns on a terminal, tab-separated in a pipe. */
export async function jobLines(rows: readonly JobRow[], screen: Screen = bareScreen): Promise<string[]> {
  if (!screen.isTty) return tabLines(columns, rows);
  const { tableLines } = await import('../table.ts');
  return tableLines(columns, rows, styleFor(screen));
}

/** A word for stderr beside the list. */
export function jobSummary(rows: readonly JobRow[], since: string): string {
  if (rows.length === 0) return `No such job since ${since}; --since 1d looks further back.`;
  const states = [...Map.groupBy(rows, ({ state }) => state)].map(([state, of]) => `${of.length} ${state}`);
  return `${count(rows.length, 'job')}: ${states.join(', ')}`;
}
