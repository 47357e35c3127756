import { changesBetween } from '../../domain/fleet/changes.ts';
import type { ColumnKey } from '../../domain/fleet/columns.ts';
import type { ExecutorRow } from '../../domain/fleet/executor-row.ts';
import { tabLines } from '../column.ts';
import type { Layout } from '../list/formats.ts';
import { eventLine, toJson } from '../ndjson.ts';
import { executorColumns } from './cells.ts';

/** A watched list where nothing can be drawn anew: one line for each row that is new or changed, or gone. */
export class WatchLines {
  #before: readonly ExecutorRow[] = [];

  lines(rows: readonly ExecutorRow[], { format, columns, now }: Layout<ColumnKey>): string[] {
    const { changed, gone } = changesBetween(this.#before, rows);
    this.#before = rows;
    if (format !== 'json') {
      // It left what is shown: ended, or of another state than the one asked for.
      const left = gone.map((row): ExecutorRow => ({ ...row, state: 'terminated' }));
      return tabLines(executorColumns(columns, now, false), [...changed, ...left]);
    }
    const time = new Date(now).toISOString();
    return [
      ...changed.map((row) => toJson({ type: 'executor.changed', time, executor: row })),
      ...gone.map(({ id }) => eventLine({ type: 'executor.ended', executorId: id }, now)),
    ];
  }
}
