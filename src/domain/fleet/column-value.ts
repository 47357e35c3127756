import type { Value } from '../list/sort-rows.ts';
import type { ColumnKey } from './columns.ts';
import type { ExecutorRow } from './executor-row.ts';
import { machineOf } from './machine-name.ts';

const values: Readonly<Record<ColumnKey, (row: ExecutorRow) => Value>> = {
  id: ({ id }) => id,
  name: (row) => machineOf(row) ?? row.name,
  state: ({ state }) => state,
  type: ({ type }) => type,
  market: ({ lifecycle }) => lifecycle,
  zone: ({ zone }) => zone,
  age: ({ ageSeconds }) => ageSeconds,
  job: ({ job }) => job?.id,
  project: ({ job }) => job?.project,
  boot: ({ bootSeconds }) => bootSeconds,
  jobs: ({ jobsDone }) => jobsDone,
  'private-ip': ({ privateIp }) => privateIp,
  'public-ip': ({ publicIp }) => publicIp,
  ami: ({ imageId }) => imageId,
  launched: ({ launchedAt }) => launchedAt,
  hourly: ({ costPerHour }) => costPerHour,
  cost: ({ costSoFar }) => costSoFar,
  reason: ({ reason }) => reason?.code,
};

/** What a column says of a row: a number of seconds, of epoch milliseconds or of dollars, or a text. */
export const columnValue = (column: ColumnKey, row: ExecutorRow): Value => values[column](row);
