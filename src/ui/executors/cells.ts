import { columnValue } from '../../domain/fleet/column-value.ts';
import type { ColumnKey } from '../../domain/fleet/columns.ts';
import type { ExecutorRow, ExecutorState } from '../../domain/fleet/executor-row.ts';
import { machineOf } from '../../domain/fleet/machine-name.ts';
import { duration } from '../duration.ts';
import type { GridColumn } from '../grid.ts';
import type { ListKind } from '../list/formats.ts';
import { dollars } from '../money.ts';
import type { Tone } from '../paint.ts';
import { reasonWords } from './reason-words.ts';

const tones: Partial<Record<ExecutorState, Tone>> = {
  busy: 'good',
  idle: 'accent',
  orphan: 'bad',
  stuck: 'bad',
  removing: 'dim',
  stopped: 'warn',
  terminated: 'dim',
};

const time = (seconds: number | undefined): string => (seconds === undefined ? '' : duration(seconds));
const money = (amount: number | undefined): string => (amount === undefined ? '' : dollars(amount));

type Cell = Omit<GridColumn<ExecutorRow>, 'key'>;

/** `now` in epoch milliseconds; `lively`: an idle one shows for how long, in place of a job. */
const cells = (now: number, lively: boolean): Readonly<Record<ColumnKey, Cell>> => ({
  id: { head: 'ID', value: ({ id }) => id, drop: 0 },
  name: { head: 'NAME', value: (row) => machineOf(row) ?? row.name ?? '', drop: 10 },
  state: { head: 'STATE', value: ({ state }) => state, drop: 0, tone: ({ state }) => tones[state] },
  type: { head: 'TYPE', value: ({ type }) => type, drop: 3 },
  market: { head: 'MARKET', value: ({ lifecycle }) => lifecycle, drop: 5 },
  zone: { head: 'ZONE', value: ({ zone }) => zone, drop: 6 },
  age: { head: 'AGE', value: ({ ageSeconds }) => time(ageSeconds), drop: 2 },
  job: { head: 'JOB', value: (row) => jobText(row, lively), drop: 1 },
  project: { head: 'PROJECT', value: ({ job }) => job?.project ?? '', drop: 7 },
  boot: { head: 'BOOT', value: ({ bootSeconds }) => time(bootSeconds), drop: 8 },
  jobs: { head: 'JOBS', value: ({ jobsDone }) => jobsDone?.toString() ?? '', drop: 9 },
  'private-ip': { head: 'PRIVATE-IP', value: ({ privateIp }) => privateIp ?? '', drop: 11 },
  'public-ip': { head: 'PUBLIC-IP', value: ({ publicIp }) => publicIp ?? '', drop: 12 },
  ami: { head: 'AMI', value: ({ imageId }) => imageId ?? '', drop: 15 },
  launched: {
    head: 'LAUNCHED',
    value: ({ launchedAt }) => (launchedAt === undefined ? '' : new Date(launchedAt).toISOString()),
    drop: 14,
  },
  hourly: { head: '$/H', value: ({ costPerHour }) => money(costPerHour), drop: 13 },
  cost: { head: 'COST', value: ({ costSoFar }) => money(costSoFar), drop: 4 },
  reason: { head: 'REASON', value: ({ reason }) => (reason ? reasonWords(reason, now) : ''), drop: 16 },
});

function jobText({ job, idleSeconds }: ExecutorRow, lively: boolean): string {
  if (job) return String(job.id);
  return lively && idleSeconds !== undefined ? `idle ${duration(idleSeconds)}` : '';
}

/** These columns, ready to be drawn. */
export function executorColumns(
  keys: readonly ColumnKey[],
  now: number,
  lively: boolean,
): GridColumn<ExecutorRow>[] {
  const all = cells(now, lively);
  return keys.map((key) => ({ key, ...all[key] }));
}

/** How `glfr executors ls` writes its rows. */
export const executorList: ListKind<ExecutorRow, ColumnKey> = {
  columns: executorColumns,
  value(column, row) {
    const value = columnValue(column, row);
    return column === 'launched' && typeof value === 'number' ? new Date(value).toISOString() : value;
  },
  id: ({ id }) => id,
  name: (row) => machineOf(row) ?? row.id,
};
