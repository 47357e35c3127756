import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { parseAge } from '../domain/fleet/age.ts';
import { columnValue } from '../domain/fleet/column-value.ts';
import { type ColumnKey, columnKeys, usualColumns, wideColumns } from '../domain/fleet/columns.ts';
import type { ExecutorRow, ExecutorState } from '../domain/fleet/executor-row.ts';
import { machineOf } from '../domain/fleet/machine-name.ts';
import { type Selection, selectRows } from '../domain/fleet/selection.ts';
import type { Format } from '../ui/list/format.ts';
import type { ExecutorListValues } from './executor-flags.ts';
import { type ListChoice, listChoice } from './list-choice.ts';

export type ExecutorChoice = ListChoice<ExecutorRow, ColumnKey>;

/** What the flags of `executors ls` ask for, checked before anything is asked of AWS. */
export function executorChoice(flags: ExecutorListValues, isTty: boolean): ExecutorChoice {
  const wanted = selectionOf(flags);
  const select = (rows: readonly ExecutorRow[]) => selectRows(rows, wanted);
  return listChoice(flags, isTty, { keys: columnKeys, read: columnValue, columnsFor, select });
}

function selectionOf(flags: ExecutorListValues): Selection {
  const { market } = flags;
  const age = flags['older-than'];
  return {
    states: flags.orphans ? ['orphan'] : (flags.state as ExecutorState[] | undefined),
    jobs: flags.job?.map(jobId),
    ...{ projects: flags.project, zones: flags.zone, types: flags.type },
    market: market === 'spot' || market === 'on-demand' ? market : undefined,
    olderThanSeconds: age === undefined ? undefined : parseAge(age),
  };
}

/** On a terminal machines' names are shown where there are any; in a pipe the columns are always the same. */
function columnsFor(format: Format, rows: readonly ExecutorRow[]): readonly ColumnKey[] {
  if (format === 'wide' || format === 'csv') return wideColumns;
  const hasNames = format === 'table' && rows.some((row) => machineOf(row) !== undefined);
  return hasNames ? [usualColumns[0] ?? 'id', 'name', ...usualColumns.slice(1)] : usualColumns;
}

/** GitLab's id of a job: a number, with or without `#`. */
export function jobId(text: string): number {
  const [, digits] = /^#?(\d{1,15})$/.exec(text.trim()) ?? [];
  if (digits !== undefined) return Number(digits);
  throw new GlfrError({
    code: 'job.invalid',
    message: `--job ${text} is no job's id.`,
    suggestions: ['--job 4211357'],
    exitCode: exitCode.usage,
  });
}
