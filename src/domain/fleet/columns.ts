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
