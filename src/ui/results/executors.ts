import type { ExecutorRow } from '../../domain/fleet/executors.ts';
import { type Column, tabLines } from '../column.ts';
import { duration } from '../duration.ts';
import { bareScreen, type Screen, styleFor } from '../paint.ts';
import { count } from '../words.ts';

const columns: readonly Column<ExecutorRow>[] = [
  { head: 'ID', value: ({ id }) => id, drop: 0 },
  { head: 'STATE', value: ({ state }) => state, drop: 0 },
  { head: 'TYPE', value: ({ type }) => type, drop: 3 },
  { head: 'MARKET', value: ({ lifecycle }) => lifecycle, drop: 4 },
  { head: 'ZONE', value: ({ zone }) => zone, drop: 5 },
  { head: 'AGE', value: ({ ageSeconds }) => (ageSeconds === undefined ? '' : duration(ageSeconds)), drop: 2 },
  { head: 'JOB', value: ({ job }) => (job === undefined ? '' : String(job.id)), drop: 1 },
  { head: 'PROJECT', value: ({ job }) => job?.project ?? '', drop: 6 },
];

/** Result of `glfr executors ls`: aligned columns on a terminal, tab-separated in a pipe. */
export async function executorLines(
  rows: readonly ExecutorRow[],
  screen: Screen = bareScreen,
): Promise<string[]> {
  if (!screen.isTty) return tabLines(columns, rows);
  const { tableLines } = await import('../table.ts');
  return tableLines(columns, rows, styleFor(screen));
}

/** A word for stderr beside the list. */
export function executorSummary(rows: readonly ExecutorRow[]): string {
  if (rows.length === 0) return 'No executors at the moment; the manager starts one when a job comes.';
  const states = [...Map.groupBy(rows, ({ state }) => state)].map(([state, of]) => `${of.length} ${state}`);
  return `${count(rows.length, 'executor')}: ${states.join(', ')}`;
}
