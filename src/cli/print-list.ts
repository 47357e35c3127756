import { totalsOf } from '../domain/fleet/totals.ts';
import type { ExecutorList } from '../domain/result/executor-list.ts';
import { executorList } from '../ui/executors/cells.ts';
import { emptyText, totalsText } from '../ui/executors/footer.ts';
import type { ExecutorChoice } from './executor-choice.ts';
import { printRows } from './print-rows.ts';
import type { Session } from './session.ts';

/** The list to stdout; its totals, and what could not be read, to stderr. */
export async function printList(
  list: ExecutorList,
  choice: ExecutorChoice,
  { session, kind }: { session: Session; kind: string | undefined },
): Promise<void> {
  const rows = choice.choose(list.rows);
  for (const text of list.lacking) session.aside(`! ${text}`);
  const summary =
    rows.length === 0
      ? emptyText(kind, list.rows.length)
      : totalsText(totalsOf(rows, list.limit), list.rows.length);
  await printRows(rows, { choice, kind: executorList, summary }, session);
}
