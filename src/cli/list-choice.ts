import { parseColumns, parseSort } from '../domain/list/columns.ts';
import { sortRows, type Value } from '../domain/list/sort-rows.ts';
import type { Format } from '../ui/list/format.ts';
import type { Layout } from '../ui/list/formats.ts';
import { createPaint, type Screen } from '../ui/paint.ts';
import type { ListValues } from './list-flags.ts';

/** What the flags of a list ask for, checked before anything is asked of AWS. */
export interface ListChoice<Row, Key extends string> {
  format: Format;
  /** The rows that are wanted, in order. */
  choose(rows: readonly Row[]): Row[];
  layout(rows: readonly Row[], screen: Screen, now: number): Layout<Key>;
}

interface Of<Row, Key extends string> {
  keys: readonly Key[];
  read(column: Key, row: Row): Value;
  /** Where no columns are asked for. */
  columnsFor(format: Format, rows: readonly Row[]): readonly Key[];
  select?(rows: readonly Row[]): readonly Row[];
}

/** Errors: `columns.unknown`, `sort.unknown` (2). */
export function listChoice<Row, Key extends string>(
  flags: ListValues,
  isTty: boolean,
  { keys, read, columnsFor, select = (rows) => rows }: Of<Row, Key>,
): ListChoice<Row, Key> {
  const format = flags.json ? 'json' : ((flags.output as Format | undefined) ?? (isTty ? 'table' : 'tsv'));
  const given = flags.columns === undefined ? undefined : parseColumns(flags.columns, keys);
  const order = parseSort(flags.sort ?? '', keys);
  return {
    format,
    choose: (rows) => sortRows(select(rows), order, read).slice(0, flags.limit),
    layout: (rows, screen, now) => ({
      ...{ format, now, heading: flags.header },
      columns: given ?? columnsFor(format, rows),
      style: {
        columns: screen.isTty && flags.truncate ? screen.columns : Number.POSITIVE_INFINITY,
        paint: createPaint(screen.colour),
      },
    }),
  };
}
