import Table from 'cli-table3';
import stringWidth from 'fast-string-width';
import type { Column } from './column.ts';
import type { TextStyle } from './paint.ts';
import { safeText } from './safe-text.ts';

const gap = 2;

/** Borderless columns for a terminal; the least important ones are left out until the rest fits. */
export function tableLines<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  style: TextStyle,
): string[] {
  if (rows.length === 0) return [];
  const measured = columns.map((column) => {
    const cells = rows.map((row) => safeText(column.value(row)));
    return { ...column, cells, width: Math.max(...[column.head, ...cells].map((text) => stringWidth(text))) };
  });
  const kept = fit(measured, style.columns);
  const table = new Table({
    chars: noBorders,
    head: kept.map(({ head }) => style.paint('dim', head)),
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': gap },
    ...(kept.length === 1 && kept[0] && { colWidths: [Math.min(kept[0].width, style.columns) + gap] }),
  });
  table.push(...rows.map((_row, index) => kept.map(({ cells }) => cells[index] ?? '')));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}

function fit<C extends { width: number; drop: number }>(columns: readonly C[], available: number): C[] {
  const total = columns.reduce((sum, { width }) => sum + width, gap * (columns.length - 1));
  const least = Math.max(...columns.map(({ drop }) => drop));
  if (total <= available || least === 0) return [...columns];
  return fit(
    columns.filter(({ drop }) => drop !== least),
    available,
  );
}

const noBorders = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};
