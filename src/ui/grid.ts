import type { Column } from './column.ts';
import { cut, widthOf } from './cut.ts';
import type { TextStyle, Tone } from './paint.ts';
import { safeText } from './safe-text.ts';

/** A column of a list that may be long, or drawn again and again. */
export interface GridColumn<Row> extends Column<Row> {
  key: string;
  tone?: (row: Row) => Tone | undefined;
}

interface Measured<Row> extends GridColumn<Row> {
  width: number;
}

/** Columns that fit, with the widths their cells need over all rows. */
export interface Grid<Row> {
  head: string;
  line(row: Row): string;
  /** Keys of the columns there was no room for. */
  leftOut: string[];
}

const gap = '  ';

/** Borderless columns; of those that do not fit the one with the highest `drop` goes first, and the first stays. */
export function gridOf<Row>(
  columns: readonly GridColumn<Row>[],
  rows: readonly Row[],
  { columns: room, paint }: TextStyle,
): Grid<Row> {
  const measured = columns.map((column) => {
    let width = widthOf(column.head);
    for (const row of rows) width = Math.max(width, widthOf(safeText(column.value(row))));
    return { ...column, width };
  });
  const kept = fit(measured, room);
  const keys = new Set(kept.map(({ key }) => key));
  const line = (cell: (column: Measured<Row>) => [text: string, tone: Tone | undefined]) =>
    kept
      .map((column, index) => {
        const [text, tone] = cell(column);
        const shown = cut(text, room);
        const filled = tone === undefined ? shown : paint(tone, shown);
        const isLast = index === kept.length - 1;
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

function fit<Row>(columns: readonly Measured<Row>[], room: number): Measured<Row>[] {
  const kept = [...columns];
  const total = () => kept.reduce((sum, { width }) => sum + width + gap.length, -gap.length);
  while (kept.length > 1 && total() > room) {
    const worst = kept.reduce((last, { drop }, index) => (drop >= (kept[last]?.drop ?? 0) ? index : last), 1);
    kept.splice(worst, 1);
  }
  return kept;
}
