import type { StackRow } from '../../domain/result/ls.ts';
import { type Column, tabLines } from '../column.ts';
import { elapsed } from '../duration.ts';
import { bareScreen, type Screen, styleFor } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { count } from '../words.ts';

const columnsAt = (now: number): readonly Column<StackRow>[] => [
  { head: 'STACK', value: ({ stackName }) => stackName, drop: 0 },
  { head: 'REGION', value: ({ region }) => region, drop: 0 },
  { head: 'STATUS', value: ({ status }) => status, drop: 3 },
  { head: 'VERSION', value: ({ version = '' }) => version, drop: 2 },
  { head: 'UPDATE', value: updateWord, drop: 1 },
  { head: 'JOBS', value: ({ concurrency }) => String(concurrency), drop: 4 },
  { head: 'AGE', value: ({ createdAt }) => elapsed(Date.parse(createdAt), now), drop: 5 },
  { head: 'EXECUTOR', value: ({ executor }) => executor, drop: 7 },
  { head: 'GITLAB', value: ({ gitlabUrl }) => gitlabUrl, drop: 6 },
];

function updateWord({ wouldUpdate, isNewer }: StackRow): string {
  if (isNewer) return 'newer';
  return wouldUpdate ? 'yes' : 'no';
}

/** Result of `glfr ls`: aligned columns on a terminal, tab-separated in a pipe. `now` in epoch milliseconds. */
export async function stackLines(
  rows: readonly StackRow[],
  screen: Screen = bareScreen,
  now = Date.now(),
): Promise<string[]> {
  const columns = columnsAt(now);
  if (!screen.isTty) return tabLines(columns, rows);
  const { tableLines } = await import('../table.ts');
  return tableLines(columns, rows, styleFor(screen));
}

/** A word for stderr beside the list; `version`: of this glfr. */
export function stackSummary(rows: readonly StackRow[], version: string): string {
  if (rows.length === 0) return 'No glfr stack here; --all-regions looks everywhere, glfr init makes one.';
  const old = rows.filter(({ wouldUpdate, isNewer }) => wouldUpdate && !isNewer).length;
  const newer = rows.some(({ isNewer }) => isNewer)
    ? '; a newer glfr made some of them: update glfr first'
    : '';
  const update = old > 0 ? `; glfr deploy --stack NAME brings ${old} to ${version}` : '';
  return `${count(rows.length, 'stack')}${update}${newer}`;
}

/** A region that could not be read. */
export const unreadLine = (region: string, why: string): string => safeText(`! ${region}: ${why}`);
