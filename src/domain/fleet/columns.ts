import { listError } from './list-error.ts';

/** The columns of `glfr executors ls`, by the names `--columns` and `--sort` take. */
export const columnKeys = [
  ...(['id', 'name', 'state', 'type', 'market', 'zone', 'age', 'job', 'project', 'boot', 'jobs'] as const),
  ...(['private-ip', 'public-ip', 'ami', 'launched', 'hourly', 'cost', 'reason'] as const),
] as const;

export type ColumnKey = (typeof columnKeys)[number];

export const usualColumns: readonly ColumnKey[] = [
  ...(['id', 'state', 'type', 'market', 'zone', 'age', 'job', 'project'] as const),
];

export const wideColumns: readonly ColumnKey[] = [
  ...(['id', 'name', 'state', 'type', 'market', 'zone', 'age', 'job', 'project', 'boot', 'jobs'] as const),
  ...(['private-ip', 'public-ip', 'launched', 'hourly', 'cost', 'reason'] as const),
];

const isColumn = (text: string): text is ColumnKey => (columnKeys as readonly string[]).includes(text);

/** `--columns id,state`. Error: `columns.unknown` (2). */
export function parseColumns(text: string): ColumnKey[] {
  const names = listOf(text);
  if (names.length === 0) throw listError('columns', '', columnKeys);
  return names.map((name) => {
    if (isColumn(name)) return name;
    throw listError('columns', name, columnKeys);
  });
}

export interface SortKey {
  column: ColumnKey;
  isDescending: boolean;
}

/** `--sort -age,type`: several keys, each downwards with a `-`. Error: `sort.unknown` (2). */
export function parseSort(text: string): SortKey[] {
  return listOf(text).map((word) => {
    const column = word.replace(/^-/, '');
    if (!isColumn(column)) throw listError('sort', column, columnKeys);
    return { column, isDescending: word.startsWith('-') };
  });
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
