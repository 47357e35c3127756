import { tabLines } from '../column.ts';
import { type GridColumn, gridOf } from '../grid.ts';
import { toJson } from '../ndjson.ts';
import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import type { Format } from './format.ts';

/** What the rows of a list are, and how they are written. */
export interface ListKind<Row, Key extends string> {
  /** These columns, ready to be drawn; `now` in epoch milliseconds, `lively`: for people. */
  columns(keys: readonly Key[], now: number, lively: boolean): GridColumn<Row>[];
  /** For CSV: plain numbers, ISO times. */
  value(key: Key, row: Row): string | number | undefined;
  id(row: Row): string;
  name(row: Row): string;
}

export interface Layout<Key extends string> {
  format: Format;
  columns: readonly Key[];
  /** Is there a heading, where the format has one? */
  heading: boolean;
  style: TextStyle;
  /** Epoch milliseconds. */
  now: number;
}

export interface Shown {
  lines: string[];
  /** Columns there was no room for. */
  leftOut: string[];
}

/** The list as lines of stdout. */
export async function formatRows<Row extends object, Key extends string>(
  rows: readonly Row[],
  { format, columns, heading, now, style }: Layout<Key>,
  kind: ListKind<Row, Key>,
): Promise<Shown> {
  const bare = (lines: string[]): Shown => ({ lines, leftOut: [] });
  switch (format) {
    case 'table':
    case 'wide': {
      if (rows.length === 0) return bare([]);
      const grid = gridOf(kind.columns(columns, now, true), rows, style);
      return {
        lines: [...(heading ? [grid.head] : []), ...rows.map((row) => grid.line(row))],
        leftOut: grid.leftOut,
      };
    }
    case 'tsv':
      return bare(tabLines(kind.columns(columns, now, false), rows));
    case 'csv':
      return bare([
        ...(heading ? [columns.join(',')] : []),
        ...rows.map((row) => columns.map((column) => csvCell(kind.value(column, row))).join(',')),
      ]);
    case 'json':
      return bare([toJson(rows)]);
    case 'yaml': {
      const { toYaml } = await import('../yaml.ts');
      return bare([toYaml(JSON.parse(toJson(rows)))]);
    }
    case 'name':
      return bare(rows.map((row) => safeText(kind.name(row))));
    case 'id':
      return bare(rows.map((row) => kind.id(row)));
  }
}

/** A text that a spreadsheet would calculate stays a text (RFC 4180, OWASP). */
function csvCell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = safeText(/^[=+\-@]/.test(value) ? `'${value}` : value);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
