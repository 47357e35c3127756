import type { ColumnKey } from '../../domain/fleet/columns.ts';
import type { ExecutorRow } from '../../domain/fleet/executor-row.ts';
import type { ExecutorList } from '../../domain/result/executor-list.ts';
import type { Layout } from '../list/formats.ts';
import { WatchView } from '../tty/watch-view.tsx';
import { ListKeys, type Move } from './list-keys.tsx';
import { lastOffset, type WatchState, watchFrame } from './watch-frame.ts';

interface Options {
  stdout: NodeJS.WriteStream;
  stdin: NodeJS.ReadStream;
  choose(rows: readonly ExecutorRow[]): ExecutorRow[];
  layout(rows: readonly ExecutorRow[], columns: number): Layout<ColumnKey>;
  onQuit(): void;
}

/** The list of executors, kept up to date and scrolled by keys. */
export class WatchedList {
  readonly #options: Options;
  readonly #view: WatchView;
  #list: ExecutorList | undefined;
  #offset = 0;

  constructor(options: Options) {
    this.#options = options;
    const { stdout, stdin, onQuit } = options;
    const page = () => (stdout.rows ?? 24) - 6;
    this.#view = new WatchView(stdout, {
      stdin,
      around: (children) => (
        <ListKeys page={page} onMove={this.#move} onQuit={onQuit}>
          {children}
        </ListKeys>
      ),
    });
  }

  show(list: ExecutorList): Promise<void> {
    this.#list = list;
    return this.#draw();
  }

  close = (): Promise<void> => this.#view.release();

  #draw(): Promise<void> {
    return this.#view.show(async (columns, isLast) => {
      const state = this.#state(columns);
      // What is left behind is without the line of keys, which do nothing any more.
      return state ? watchFrame(state).slice(0, isLast ? -1 : undefined) : [];
    });
  }

  #state(columns: number): WatchState | undefined {
    const list = this.#list;
    if (!list) return undefined;
    const { stdout, choose, layout } = this.#options;
    const rows = choose(list.rows);
    return {
      ...{ list, rows, offset: this.#offset, height: stdout.rows ?? 24 },
      layout: layout(rows, columns),
    };
  }

  readonly #move = (move: Move): void => {
    const state = this.#state(this.#options.stdout.columns ?? 80);
    if (!state) return;
    const last = lastOffset(state);
    const wanted = move === 'start' ? 0 : move === 'end' ? last : Math.min(this.#offset, last) + move;
    this.#offset = Math.max(0, Math.min(last, wanted));
    void this.#draw();
  };
}
