import { Flags } from '@oclif/core';
import { executorStates } from '../domain/fleet/executor-row.ts';
import { formats } from '../ui/list/format.ts';
import { filled } from './flags.ts';
import { type ListValues, layoutFlags } from './list-flags.ts';
import { parseSortFlag } from './sort-flag.ts';

const list = { multiple: true, delimiter: ',' } as const;

/** Which executors, in which order. */
const selectionFlags = {
  all: Flags.boolean({
    char: 'a',
    description: 'those that have ended too, as long as EC2 shows them',
    env: 'GLFR_ALL',
  }),
  state: Flags.string({
    ...list,
    description: 'only in one of these states',
    env: 'GLFR_STATE',
    options: [...executorStates],
  }),
  orphans: Flags.boolean({ description: 'only those nobody knows any more', env: 'GLFR_ORPHANS' }),
  job: Flags.string({
    ...list,
    description: 'only with one of these jobs (ids)',
    env: 'GLFR_JOB',
    parse: filled,
  }),
  project: Flags.string({
    ...list,
    description: 'only with a job of these projects (a part of the path, or with * and ?)',
    env: 'GLFR_PROJECT',
    parse: filled,
  }),
  zone: Flags.string({
    ...list,
    description: 'only in these zones (b, us-east-1b)',
    env: 'GLFR_ZONE',
    parse: filled,
  }),
  type: Flags.string({
    ...list,
    description: 'only of these types (m5, m5.large, *.xlarge)',
    env: 'GLFR_TYPE',
    parse: filled,
  }),
  market: Flags.string({
    description: 'only spot, or only on demand',
    env: 'GLFR_MARKET',
    options: ['spot', 'on-demand'],
  }),
  'older-than': Flags.string({ description: 'only older ones (10m, 2h, 1d)', env: 'GLFR_OLDER_THAN' }),
  sort: Flags.string({
    description: 'columns to sort by, downwards with a - (--sort=-age,type)',
    env: 'GLFR_SORT',
    default: '-age',
    parse: parseSortFlag,
  }),
  limit: Flags.integer({ description: 'no more than so many rows', env: 'GLFR_LIMIT', min: 1 }),
};

/** Flags of `glfr executors ls`. */
export const executorListFlags = {
  ...selectionFlags,
  ...layoutFlags({
    env: { columns: 'GLFR_COLUMNS', output: 'GLFR_EXECUTORS_OUTPUT' },
    example: 'id,state,job,cost',
    formats,
  }),
  watch: Flags.boolean({
    char: 'w',
    description: 'go on until Ctrl-C: drawn anew on a terminal, else one line for each change',
    env: 'GLFR_WATCH',
  }),
  interval: Flags.integer({
    description: 'seconds between two looks of --watch',
    env: 'GLFR_INTERVAL',
    default: 5,
    min: 2,
    max: 3600,
  }),
};

export interface ExecutorListValues extends ListValues {
  state?: string[] | undefined;
  orphans: boolean;
  job?: string[] | undefined;
  project?: string[] | undefined;
  zone?: string[] | undefined;
  type?: string[] | undefined;
  market?: string | undefined;
  'older-than'?: string | undefined;
}
