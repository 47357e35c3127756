import { isDrawn } from '../ui/list/format.ts';
import { formatRows, type ListKind } from '../ui/list/formats.ts';
import { leftOutText } from '../ui/list/left-out.ts';
import type { ListChoice } from './list-choice.ts';
import type { Session } from './session.ts';

interface About<Row, Key extends string> {
  choice: ListChoice<Row, Key>;
  kind: ListKind<Row, Key>;
  /** A word for people. */
  summary: string;
}

/** Rows to stdout; to stderr what is to be said of them, where people read it. */
export async function printRows<Row extends object, Key extends string>(
  rows: readonly Row[],
  { choice, kind, summary }: About<Row, Key>,
  session: Session,
): Promise<void> {
  const layout = choice.layout(rows, session.screen, session.deps.clock.now());
  const { lines, leftOut } = await formatRows(rows, layout, kind);
  if (isDrawn(choice.format) || choice.format === 'tsv') session.aside(summary);
  if (lines.length > 0) await session.print(lines);
  const left = leftOutText(leftOut);
  if (left !== '') session.aside(left, 'dim');
}
