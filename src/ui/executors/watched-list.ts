import type { ColumnKey } from '../../domain/fleet/columns.ts';
import type { ExecutorRow } from '../../domain/fleet/executor-row.ts';
import type { ExecutorList } from '../../domain/result/executor-list.ts';
import { ColumnWidths } from '../column-widths.ts';
import type { Layout } from '../list/formats.ts';
import type { WatchView } from '../tty/watch-view.tsx';
import { watchFrame } from './watch-frame.ts';

interface Options {
  view: WatchView;
  choose(rows: readonly ExecutorRow[]): ExecutorRow[];
  layout(rows: readonly ExecutorRow[], columns: number): Layout<ColumnKey>;
}

/** The list of executors, kept up to date. */
export class WatchedList {
  readonly #options: Options;
  readonly #widths = new ColumnWidths();
  #columns: readonly ColumnKey[] = [];

  constructor(options: Options) {
    this.#options = options;
  }

  show(list: ExecutorList): Promise<void> {
    const { view, choose } = this.#options;
    const rows = choose(list.rows);
    return view.show(async (columns) =>
      watchFrame({ list, rows, layout: this.#layout(rows, columns), widths: this.#widths }),
    );
  }

  close = (): Promise<void> => this.#options.view.release();

  /** The column of names, once there were any, stays without them too. */
  #layout(rows: readonly ExecutorRow[], columns: number): Layout<ColumnKey> {
    const layout = this.#options.layout(rows, columns);
    if (layout.columns.length > this.#columns.length) this.#columns = layout.columns;
    return { ...layout, columns: this.#columns };
  }
}
