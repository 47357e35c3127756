import { leftOutText } from '../ui/list/left-out.ts';
import type { List } from '../ui/list/list-of.ts';
import type { Session } from './session.ts';

interface Listed<Row> {
  rows: readonly Row[];
  summary: string;
  list: List;
}

/** A list to stdout; on stderr a sentence about it above, and below it how many columns there was no room for. */
export async function finishList<Row>({ rows, summary, list }: Listed<Row>, session: Session): Promise<void> {
  await session.finish(rows, async () => {
    session.aside(summary);
    return [...list.head, ...list.rows];
  });
  const left = session.json ? '' : leftOutText(list.leftOut);
  if (left !== '') session.aside(left, 'dim');
}
