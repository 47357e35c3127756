import { columnValue } from '../../domain/fleet/column-value.ts';
import type { ColumnKey } from '../../domain/fleet/columns.ts';
import type { ExecutorRow } from '../../domain/fleet/executor-row.ts';
import { machineOf } from '../../domain/fleet/machine-name.ts';
import { tabLines } from '../column.ts';
import { gridOf } from '../grid.ts';
import { toJson } from '../ndjson.ts';
import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { executorColumns } from './cells.ts';

export const formats = ['table', 'wide', 'tsv', 'csv', 'json', 'yaml', 'name', 'id'] as const;
export type Format = (typeof formats)[number];

export interface Layout {
  format: Format;
  columns: readonly ColumnKey[];
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
export async function formatRows(rows: readonly ExecutorRow[], layout: Layout): Promise<Shown> {
  const { format, columns, heading, now, style } = layout;
  const bare = (lines: string[]): Shown => ({ lines, leftOut: [] });
  switch (format) {
    case 'table':
    case 'wide': {
      if (rows.length === 0) return bare([]);
      const grid = gridOf(executorColumns(columns, now, true), rows, style);
      return {
        lines: [...(heading ? [grid.head] : []), ...rows.map((row) => grid.line(row))],
        leftOut: grid.leftOut,
      };
    }
    case 'tsv':
      return bare(tabLines(executorColumns(columns, now, false), rows));
    case 'csv':
      return bare([
        ...(heading ? [columns.join(',')] : []),
        ...rows.map((row) => columns.map((column) => csvCell(column, row)).join(',')),
      ]);
    case 'json':
      return bare([toJson(rows)]);
    case 'yaml': {
      const { toYaml } = await import('../yaml.ts');
      return bare([toYaml(JSON.parse(toJson(rows)))]);
    }
    case 'name':
      return bare(rows.map((row) => safeText(machineOf(row) ?? row.id)));
    case 'id':
      return bare(rows.map(({ id }) => id));
  }
}

/** Plain numbers, ISO times; a text that a spreadsheet would calculate stays a text (RFC 4180, OWASP). */
function csvCell(column: ColumnKey, row: ExecutorRow): string {
  const value = columnValue(column, row);
  if (value === undefined) return '';
  if (typeof value === 'number') return column === 'launched' ? new Date(value).toISOString() : String(value);
  const text = safeText(/^[=+\-@]/.test(value) ? `'${value}` : value);
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
