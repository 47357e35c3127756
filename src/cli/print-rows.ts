import { formatRows, type ListKind } from '../ui/list/formats.ts';
import { wrap } from '../ui/wrap.ts';
import type { ListChoice } from './list-choice.ts';
import type { Session } from './session.ts';

interface About<Row, Key extends string> {
  choice: ListChoice<Row, Key>;
  kind: ListKind<Row, Key>;
  /** A word for people. */
  summary: string;
  /** Is it said which columns there was no room for? */
  saysLeftOut: boolean;
}

/** Rows to stdout; to stderr what is to be said of them, where people read it. */
export async function printRows<Row extends object, Key extends string>(
  rows: readonly Row[],
  { choice, kind, summary, saysLeftOut }: About<Row, Key>,
  session: Session,
): Promise<void> {
  const layout = choice.layout(rows, session.screen, session.deps.clock.now());
  const { lines, leftOut } = await formatRows(rows, layout, kind);
  if (['table', 'wide', 'tsv'].includes(choice.format)) asideWrapped(session, summary);
  if (saysLeftOut && leftOut.length > 0) asideWrapped(session, `(no room for: ${leftOut.join(', ')})`);
  if (lines.length > 0) await session.print(lines);
}

export function asideWrapped(session: Session, text: string): void {
  const columns = process.stderr.isTTY ? process.stderr.columns : Number.POSITIVE_INFINITY;
  for (const line of wrap(text, columns, '  ')) session.aside(line);
}
