import { totalsOf } from '../domain/fleet/totals.ts';
import type { ExecutorList } from '../domain/result/executor-list.ts';
import { emptyText, totalsText } from '../ui/executors/footer.ts';
import { formatRows } from '../ui/executors/formats.ts';
import type { ExecutorChoice } from './executor-choice.ts';
import type { Session } from './session.ts';

/** The list to stdout; its totals, and what could not be read, to stderr. */
export async function printList(
  list: ExecutorList,
  choice: ExecutorChoice,
  { session, kind }: { session: Session; kind: string | undefined },
): Promise<void> {
  const { screen, deps } = session;
  const rows = choice.choose(list.rows);
  const { lines, leftOut } = await formatRows(rows, choice.layout(rows, screen, deps.clock.now()));
  for (const text of list.lacking) session.aside(`! ${text}`);
  const isForMachines = !['table', 'wide', 'tsv'].includes(choice.format);
  if (!isForMachines)
    session.aside(
      rows.length === 0
        ? emptyText(kind, list.rows.length)
        : totalsText(totalsOf(rows, list.limit), list.rows.length),
    );
  if (leftOut.length > 0) session.aside(`(no room for: ${leftOut.join(', ')})`);
  if (lines.length > 0) await session.print(lines);
}
