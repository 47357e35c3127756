import { Flags } from '@oclif/core';
import type { Format } from '../ui/list/format.ts';

interface Of {
  /** `GLFR_COLUMNS` and the like: another list has other columns and formats. */
  env: { columns: string; output: string };
  /** Some columns, to show the form. */
  example: string;
  formats: readonly Format[];
}

/** How a list is shown. */
export const layoutFlags = ({ env, example, formats }: Of) => ({
  columns: Flags.string({
    description: `which columns, in which order (${example})`,
    env: env.columns,
  }),
  output: Flags.string({
    char: 'o',
    description: 'table, or tsv in a pipe; wide: more columns; --json is -o json',
    env: env.output,
    options: [...formats],
  }),
  header: Flags.boolean({
    description: 'a heading above table and csv',
    env: 'GLFR_HEADER',
    default: true,
    allowNo: true,
  }),
  truncate: Flags.boolean({
    description: 'leave out columns that do not fit the terminal',
    env: 'GLFR_TRUNCATE',
    default: true,
    allowNo: true,
  }),
});

export interface ListValues {
  sort?: string | undefined;
  limit?: number | undefined;
  columns?: string | undefined;
  output?: string | undefined;
  header: boolean;
  truncate: boolean;
  json?: boolean | undefined;
}
