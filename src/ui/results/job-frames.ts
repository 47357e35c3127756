import type { JobColumnKey } from '../../domain/runner/jobs/columns.ts';
import type { JobRow } from '../../domain/runner/jobs/job-row.ts';
import { ColumnWidths } from '../column-widths.ts';
import { gridOf } from '../grid.ts';
import type { Layout } from '../list/formats.ts';
import { leftOutLines } from '../list/left-out.ts';
import type { Frame } from '../tty/frame.ts';
import { wrap } from '../wrap.ts';
import { jobList } from './jobs.ts';

type Draw = (rows: readonly JobRow[], layout: Layout<JobColumnKey>, summary: string) => Frame;

/** The jobs as they are drawn again and again. */
export function jobFrames(): Draw {
  const widths = new ColumnWidths();
  return (rows, { columns: keys, now, style }, summary) => {
    const grid = gridOf(jobList.columns(keys, now, true), rows, style, widths);
    const isEmpty = rows.length === 0;
    return {
      head: [...wrap(summary, style.columns), ...(isEmpty ? [] : [grid.head])],
      body: rows.map((row) => grid.line(row)),
      foot: isEmpty ? [] : leftOutLines(grid.leftOut, style),
      noun: 'rows',
    };
  };
}
