import { safeText } from './safe-text.ts';

/** A column of a list. */
export interface Column<Row> {
  head: string;
  value: (row: Row) => string;
  /** The highest number is dropped first when the terminal is too narrow; 0 stays. */
  drop: number;
}

/**
 * For a pipe: tab-separated, nothing left out, cut or coloured, and no heading, so that the first line is the
 * first row (as `gh` does); whoever wants names takes `--json`.
 */
export function tabLines<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string[] {
  return rows.map((row) => columns.map(({ value }) => safeText(value(row))).join('\t'));
}
