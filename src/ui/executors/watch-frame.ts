import type { ColumnKey } from '../../domain/fleet/columns.ts';
import type { ExecutorRow } from '../../domain/fleet/executor-row.ts';
import { totalsOf } from '../../domain/fleet/totals.ts';
import type { ExecutorList } from '../../domain/result/executor-list.ts';
import type { ColumnWidths } from '../column-widths.ts';
import { gridOf } from '../grid.ts';
import type { Layout } from '../list/formats.ts';
import { leftOutLines } from '../list/left-out.ts';
import { safeText } from '../safe-text.ts';
import type { Frame } from '../tty/frame.ts';
import { wrap } from '../wrap.ts';
import { executorColumns } from './cells.ts';
import { emptyText, totalsText } from './footer.ts';

export interface Watched {
  list: ExecutorList;
  /** Those of the list that are wanted, in order. */
  rows: readonly ExecutorRow[];
  layout: Layout<ColumnKey>;
  widths?: ColumnWidths;
}

/** The list as it is drawn, no line longer than the terminal is wide. */
export function watchFrame({ list, rows, layout, widths }: Watched): Frame {
  const { columns, style, now } = layout;
  const grid = gridOf(executorColumns(columns, now, true), rows, style, widths);
  const isEmpty = rows.length === 0;
  const total = list.rows.length;
  const text = isEmpty ? emptyText(undefined, total) : totalsText(totalsOf(rows, list.limit), total);
  return {
    head: isEmpty ? [] : [grid.head],
    body: rows.map((row) => grid.line(row)),
    foot: [
      ...wrap(text, style.columns).slice(0, 3),
      ...list.lacking.flatMap((words) =>
        wrap(safeText(`! ${words}`), style.columns, '  ')
          .slice(0, 3)
          .map((line) => style.paint('warn', line)),
      ),
      ...(isEmpty ? [] : leftOutLines(grid.leftOut, style)),
    ],
    noun: 'rows',
  };
}
