import type { SortKey } from './columns.ts';

/** What a column says of a row. */
export type Value = string | number | undefined;

let collator: Intl.Collator | undefined;

/** `m5.2xlarge` before `m5.10xlarge`. Made when it is needed: that takes milliseconds, and the usual order is by age. */
function natural(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { numeric: true });
  return collator.compare(a, b);
}

/** By the keys in turn; rows without a value stand last either way, equal ones keep their order. */
export function sortRows<Row, Key extends string>(
  rows: readonly Row[],
  keys: readonly SortKey<Key>[],
  read: (column: Key, row: Row) => Value,
): Row[] {
  return rows.toSorted((one, other) => {
    for (const { column, isDescending } of keys) {
      const [a, b] = [read(column, one), read(column, other)];
      if (a === undefined || b === undefined) {
        if (a === b) continue;
        return a === undefined ? 1 : -1;
      }
      const order = compare(a, b);
      if (order !== 0) return isDescending ? -order : order;
    }
    return 0;
  });
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : natural(String(a), String(b));
