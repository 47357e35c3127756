import type { Writable } from 'node:stream';
import { type Instance, render } from 'ink';
import type { GlfrEvent } from '../../domain/event.ts';
import type { Paint, TextStyle } from '../paint.ts';
import { reduce } from '../reduce.ts';
import { initialState, type ScreenState } from '../screen-state.ts';
import { App } from './app.tsx';
import { committedLines, leftOpen } from './committed.ts';
import { isLive, type ScreenProps } from './screen.tsx';

interface Options {
  stderr: Writable & { columns?: number; rows?: number };
  /** Used where the stream doesn't know its size. */
  columns: number;
  rows: number;
  paint: Paint;
  sandbox: boolean;
  now: () => number;
}

const tickMs = 100;

/** A small live part at the bottom, drawn by ink; what is finished is written above it and scrolls away. */
export class TtyView {
  readonly #options: Options;
  #state: ScreenState = initialState;
  #ink: Instance | undefined;
  #writeAbove: ((text: string) => void) | undefined;
  #ticking: NodeJS.Timeout | undefined;
  #tick = 0;
  /** The banner stands right above as long as nothing else was written. */
  #isBannerNear = true;

  constructor(options: Options) {
    this.#options = options;
  }

  handle(event: GlfrEvent): void {
    const now = this.#options.now();
    this.#state = reduce(this.#state, event, now);
    this.#draw();
    this.#commit(committedLines(event, this.#state, now, this.#style()));
  }

  async release(): Promise<void> {
    const ink = this.#ink;
    if (!ink) return;
    this.#ink = undefined;
    clearInterval(this.#ticking);
    this.#options.stderr.off('resize', this.#draw);
    this.#commit(leftOpen(this.#state, this.#options.now(), this.#style()));
    ink.rerender(this.#app(undefined));
    await ink.waitUntilRenderFlush();
    ink.clear();
    ink.unmount();
    await ink.waitUntilExit();
    this.#writeAbove = undefined;
    this.#isBannerNear = false;
  }

  #style(): TextStyle {
    return { columns: this.#options.stderr.columns ?? this.#options.columns, paint: this.#options.paint };
  }

  #commit(lines: readonly string[]): void {
    if (lines.length === 0) return;
    this.#isBannerNear = false;
    const text = lines.map((line) => `${line}\n`).join('');
    if (this.#writeAbove) this.#writeAbove(text);
    else this.#options.stderr.write(text);
  }

  readonly #draw = (): void => {
    if (this.#ink) this.#ink.rerender(this.#app(this.#screen()));
    else if (isLive(this.#state)) this.#mount();
  };

  #mount(): void {
    const { stderr } = this.#options;
    const stream = stderr as unknown as NodeJS.WriteStream;
    this.#ink = render(this.#app(this.#screen()), {
      stdout: stream,
      stderr: stream,
      exitOnCtrlC: false,
      interactive: true,
    });
    stderr.on('resize', this.#draw);
    this.#ticking = setInterval(() => {
      this.#tick += 1;
      this.#draw();
    }, tickMs).unref();
  }

  #screen(): ScreenProps | undefined {
    if (!isLive(this.#state)) return undefined;
    const { stderr, columns, rows, paint, sandbox, now } = this.#options;
    return {
      state: this.#state,
      now: now(),
      tick: this.#tick,
      columns: stderr.columns ?? columns,
      rows: stderr.rows ?? rows,
      paint,
      banner: sandbox && !this.#isBannerNear,
    };
  }

  #app(screen: ScreenProps | undefined) {
    return <App screen={screen} onWriter={this.#onWriter} />;
  }

  readonly #onWriter = (write: (text: string) => void): void => {
    this.#writeAbove = write;
  };
}
