import type { StackRow } from '../../domain/result/ls.ts';
import { elapsed } from '../duration.ts';
import type { GridColumn } from '../grid.ts';
import { type List, listOf } from '../list/list-of.ts';
import { bareScreen, type Screen } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { count } from '../words.ts';

const columnsAt = (now: number): readonly GridColumn<StackRow>[] => [
  { key: 'stack', head: 'STACK', value: ({ stackName }) => stackName, drop: 0 },
  { key: 'region', head: 'REGION', value: ({ region }) => region, drop: 0 },
  { key: 'status', head: 'STATUS', value: ({ status }) => status, drop: 3 },
  { key: 'version', head: 'VERSION', value: ({ version = '' }) => version, drop: 2 },
  { key: 'update', head: 'UPDATE', value: updateWord, drop: 1 },
  { key: 'jobs', head: 'JOBS', value: ({ concurrency }) => String(concurrency), drop: 4 },
  { key: 'age', head: 'AGE', value: ({ createdAt }) => elapsed(Date.parse(createdAt), now), drop: 5 },
  { key: 'executor', head: 'EXECUTOR', value: ({ executor }) => executor, drop: 7 },
  { key: 'gitlab', head: 'GITLAB', value: ({ gitlabUrl }) => gitlabUrl, drop: 6 },
];

function updateWord({ wouldUpdate, isNewer }: StackRow): string {
  if (isNewer) return 'newer';
  return wouldUpdate ? 'yes' : 'no';
}

/** Result of `glfr ls`: aligned columns on a terminal, tab-separated in a pipe. `now` in epoch milliseconds. */
export const stackList = (rows: readonly StackRow[], screen: Screen = bareScreen, now = Date.now()): List =>
  listOf(columnsAt(now), rows, screen);

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
