import { type Instance, render } from 'ink';
import type { ExecutorRow } from '../../domain/fleet/executor-row.ts';
import type { ExecutorList } from '../../domain/result/executor-list.ts';
import type { Layout } from './formats.ts';
import { lastOffset, type WatchState, watchFrame } from './watch-frame.ts';
import { type Move, WatchScreen } from './watch-screen.tsx';

interface Options {
  stdout: NodeJS.WriteStream;
  stdin: NodeJS.ReadStream;
  choose(rows: readonly ExecutorRow[]): ExecutorRow[];
  layout(rows: readonly ExecutorRow[], columns: number): Layout;
  onQuit(): void;
}

/** Draws the list anew on the terminal's second screen, so that nothing above is lost; the last one stays behind. */
export class WatchView {
  readonly #options: Options;
  #list: ExecutorList | undefined;
  #offset = 0;
  #ink: Instance | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  show(list: ExecutorList): void {
    this.#list = list;
    this.#draw();
  }

  async close(): Promise<void> {
    const { stdout } = this.#options;
    const ink = this.#ink;
    if (!ink) return;
    stdout.off('resize', this.#draw);
    this.#ink = undefined;
    ink.unmount();
    await ink.waitUntilExit();
    const state = this.#state();
    // Without the line of keys, which do nothing any more.
    if (state) stdout.write(`${watchFrame(state).slice(0, -1).join('\n')}\n`);
  }

  #state(): WatchState | undefined {
    const list = this.#list;
    if (!list) return undefined;
    const { stdout, choose, layout } = this.#options;
    const rows = choose(list.rows);
    return {
      ...{ list, rows, offset: this.#offset, height: stdout.rows ?? 24 },
      layout: layout(rows, stdout.columns ?? 80),
    };
  }

  readonly #draw = (): void => {
    const state = this.#state();
    if (!state) return;
    const screen = (
      <WatchScreen
        lines={watchFrame(state)}
        height={state.height - 1}
        page={state.height - 6}
        onMove={this.#move}
        onQuit={this.#options.onQuit}
      />
    );
    if (this.#ink) {
      this.#ink.rerender(screen);
      return;
    }
    const { stdout, stdin } = this.#options;
    this.#ink = render(screen, {
      stdout,
      stdin,
      exitOnCtrlC: false,
      interactive: true,
      alternateScreen: true,
    });
    stdout.on('resize', this.#draw);
  };

  readonly #move = (move: Move): void => {
    const state = this.#state();
    if (!state) return;
    const last = lastOffset(state);
    const wanted = move === 'start' ? 0 : move === 'end' ? last : Math.min(this.#offset, last) + move;
    this.#offset = Math.max(0, Math.min(last, wanted));
    this.#draw();
  };
}
