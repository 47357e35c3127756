import type { Column } from './column.ts';
import { cut, widthOf } from './cut.ts';
import type { KeptColumns } from './kept-columns.ts';
import type { TextStyle, Tone } from './paint.ts';
import { safeText } from './safe-text.ts';

/** A column of a list on a terminal. */
export interface GridColumn<Row> extends Column<Row> {
  key: string;
  tone?: (row: Row) => Tone | undefined;
}

interface Measured<Row> extends GridColumn<Row> {
  width: number;
  /** Over all looks at a list that is watched. */
  widest: number;
}

/** Columns that fit, with the widths their cells need over all rows. */
export interface Grid<Row> {
  head: string;
  line(row: Row): string;
  /** Keys of the columns there was no room for. */
  leftOut: string[];
}

const gap = '  ';

/**
 * Borderless columns; of those that do not fit the one with the highest `drop` goes first, and the first stays. One
 * that is kept from an earlier look stays too: its cells are cut instead.
 */
export function gridOf<Row>(
  columns: readonly GridColumn<Row>[],
  rows: readonly Row[],
  { columns: room, paint }: TextStyle,
  kept?: KeptColumns,
): Grid<Row> {
  kept?.enter(room);
  const measured = columns.map((column) => {
    let width = widthOf(column.head);
    for (const row of rows) width = Math.max(width, widthOf(safeText(column.value(row))));
    return { ...column, width, widest: kept?.widest(column.key, width) ?? width };
  });
  const fitting = squeezed(fit(measured, room, kept), room);
  const keys = new Set(fitting.map(({ key }) => key));
  if (rows.length > 0) kept?.keep(keys);
  const line = (cell: (column: Measured<Row>) => [text: string, tone: Tone | undefined]) =>
    fitting
      .map((column, index) => {
        const [text, tone] = cell(column);
        const shown = cut(text, Math.min(column.width, room));
        const filled = tone === undefined ? shown : paint(tone, shown);
        const isLast = index === fitting.length - 1;
        return isLast ? filled : filled + ' '.repeat(Math.max(0, column.width - widthOf(shown)));
      })
      .join(gap)
      .trimEnd();
  return {
    head: line(({ head }) => [head, 'dim']),
    line: (row) => line((column) => [safeText(column.value(row)), column.tone?.(row)]),
    leftOut: columns.flatMap(({ key }) => (keys.has(key) ? [] : [key])),
  };
}

const totalOf = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width + gap.length, -gap.length);

function fit<Row>(columns: readonly Measured<Row>[], room: number, kept?: KeptColumns): Measured<Row>[] {
  const left = [...columns];
  while (totalOf(left.map(({ widest }) => widest)) > room) {
    const loose = left.slice(1).filter(({ key }) => !kept?.has(key));
    if (loose.length === 0) break;
    const worst = loose.reduce((last, column) => (column.drop >= last.drop ? column : last));
    left.splice(left.indexOf(worst), 1);
  }
  return left;
}

/** What is still too much is taken from the least important ones, down to their headings. */
function squeezed<Row>(columns: readonly Measured<Row>[], room: number): Measured<Row>[] {
  let over = totalOf(columns.map(({ width }) => width)) - room;
  if (over <= 0) return [...columns];
  const widths = new Map<string, number>();
  for (const { key, head, width } of columns.slice(1).toSorted((a, b) => b.drop - a.drop)) {
    const less = Math.max(0, Math.min(over, width - widthOf(head)));
    widths.set(key, width - less);
    over -= less;
  }
  return columns.map((column) => ({ ...column, width: widths.get(column.key) ?? column.width }));
}
