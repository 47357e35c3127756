import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { parseAge } from '../domain/fleet/age.ts';
import { parseColumns, parseSort, usualColumns, wideColumns } from '../domain/fleet/columns.ts';
import type { ExecutorRow, ExecutorState } from '../domain/fleet/executor-row.ts';
import { machineOf } from '../domain/fleet/machine-name.ts';
import { type Selection, selectRows } from '../domain/fleet/selection.ts';
import { sortRows } from '../domain/fleet/sort-rows.ts';
import type { Format, Layout } from '../ui/executors/formats.ts';
import { createPaint, type Screen } from '../ui/paint.ts';
import type { ExecutorListValues } from './executor-flags.ts';

/** What the flags of `executors ls` ask for, checked before anything is asked of AWS. */
export interface ExecutorChoice {
  format: Format;
  isFiltered: boolean;
  /** The rows that are wanted, in order. */
  choose(rows: readonly ExecutorRow[]): ExecutorRow[];
  layout(rows: readonly ExecutorRow[], screen: Screen, now: number): Layout;
}

export function executorChoice(flags: ExecutorListValues, isTty: boolean): ExecutorChoice {
  const format = flags.json ? 'json' : ((flags.output as Format | undefined) ?? (isTty ? 'table' : 'tsv'));
  const given = flags.columns === undefined ? undefined : parseColumns(flags.columns);
  const keys = parseSort(flags.sort);
  const wanted = selectionOf(flags);
  return {
    format,
    isFiltered: flags.limit !== undefined || Object.values(wanted).some((value) => value !== undefined),
    choose: (rows) => sortRows(selectRows(rows, wanted), keys).slice(0, flags.limit),
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
function columnsFor(format: Format, rows: readonly ExecutorRow[]): Layout['columns'] {
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
