import { tabLines } from '../column.ts';
import { type GridColumn, gridOf } from '../grid.ts';
import { type Screen, styleFor } from '../paint.ts';

/** A list as lines, its heading apart. */
export interface List {
  head: string[];
  rows: string[];
  /** Keys of the columns there was no room for. */
  leftOut: string[];
}

/** Aligned columns on a terminal, as many as there is room for; tab-separated and whole in a pipe. */
export function listOf<Row>(columns: readonly GridColumn<Row>[], rows: readonly Row[], screen: Screen): List {
  if (!screen.isTty) return { head: [], rows: tabLines(columns, rows), leftOut: [] };
  if (rows.length === 0) return { head: [], rows: [], leftOut: [] };
  const grid = gridOf(columns, rows, styleFor(screen));
  return { head: [grid.head], rows: rows.map((row) => grid.line(row)), leftOut: grid.leftOut };
}
