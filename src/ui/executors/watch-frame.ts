import type { ColumnKey } from '../../domain/fleet/columns.ts';
import type { ExecutorRow } from '../../domain/fleet/executor-row.ts';
import { totalsOf } from '../../domain/fleet/totals.ts';
import type { ExecutorList } from '../../domain/result/executor-list.ts';
import { clockTime } from '../clock-time.ts';
import { gridOf } from '../grid.ts';
import type { Layout } from '../list/formats.ts';
import { safeText } from '../safe-text.ts';
import { wrap } from '../wrap.ts';
import { executorColumns } from './cells.ts';
import { emptyText, totalsText } from './footer.ts';

export interface WatchState {
  list: ExecutorList;
  /** Those of the list that are wanted, in order. */
  rows: readonly ExecutorRow[];
  layout: Layout<ColumnKey>;
  /** How many rows are above the first one that is shown. */
  offset: number;
  /** Lines of the terminal. */
  height: number;
}

/** The list as it is drawn: at most one line less than the terminal has, none longer than it is wide. */
export function watchFrame({ list, rows, layout, offset, height }: WatchState): string[] {
  const { columns, style, now } = layout;
  const below = footer(list, rows, layout).slice(0, Math.max(1, height - 4));
  const grid = gridOf(executorColumns(columns, now, true), rows, style);
  const room = roomFor(height, below.length);
  const first = firstRow(offset, rows.length, room);
  const shown = rows.slice(first, first + room).map((row) => grid.line(row));
  const part =
    rows.length > room ? `; rows ${first + 1}-${first + shown.length} of ${rows.length}, ↑↓ scroll` : '';
  const help = `${clockTime(now)}  q ends${part}`;
  const head = rows.length > 0 ? [grid.head] : [];
  return [
    ...head,
    ...shown,
    ...below,
    ...wrap(help, style.columns)
      .slice(0, 1)
      .map((text) => style.paint('dim', text)),
  ];
}

/** How many rows there is room for, beside heading, footer and the line of keys. */
const roomFor = (height: number, below: number): number => Math.max(1, height - 1 - below - 2);

/** The offset kept within the list, which may have become shorter. */
export const firstRow = (offset: number, rows: number, room: number): number =>
  Math.max(0, Math.min(offset, rows - room));

/** How far down one may scroll. */
export function lastOffset(state: WatchState): number {
  const below = footer(state.list, state.rows, state.layout).length;
  return Math.max(0, state.rows.length - roomFor(state.height, below));
}

function footer(list: ExecutorList, rows: readonly ExecutorRow[], { style }: Layout<ColumnKey>): string[] {
  const total = list.rows.length;
  const text =
    rows.length === 0 ? emptyText(undefined, total) : totalsText(totalsOf(rows, list.limit), total);
  return [
    ...wrap(text, style.columns).slice(0, 3),
    ...list.lacking.flatMap((words) =>
      wrap(safeText(`! ${words}`), style.columns, '  ')
        .slice(0, 3)
        .map((line) => style.paint('warn', line)),
    ),
  ];
}
