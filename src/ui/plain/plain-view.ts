import type { Writable } from 'node:stream';
import type { GlfrEvent } from '../../domain/event.ts';
import { bannerFor } from '../blocks/banner.ts';
import { Heartbeat } from '../heartbeat.ts';
import type { TextStyle } from '../paint.ts';
import { reduce } from '../reduce.ts';
import { initialState, runningPhases, type ScreenState } from '../screen-state.ts';
import { heartbeatLine, plainLines } from './lines.ts';

interface Options {
  stderr: Writable;
  style: TextStyle;
  sandbox: boolean;
  now: () => number;
}

/** Append-only lines for pipes, files and CI: no line twice, and a sign of life when all is quiet. */
export class PlainView {
  readonly #options: Options;
  readonly #said = new Set<string>();
  readonly #heartbeat = new Heartbeat(() => this.#showLife());
  #state: ScreenState = initialState;
  /** An operation that waits says so at each look; one that has stopped saying so waits no more. */
  #isWaiting = false;

  constructor(options: Options) {
    this.#options = options;
    if (options.sandbox) this.#say([bannerFor(options.style.columns)]);
  }

  handle(event: GlfrEvent): void {
    const now = this.#options.now();
    const before = this.#state;
    this.#isWaiting ||= event.type === 'waiting' || event.type === 'manager.waiting';
    this.#state = reduce(before, event, now);
    const lines = plainLines(event, { before, after: this.#state, now }, this.#options.style);
    // The manager may say the same thing twice; glfr may not.
    if (event.type === 'log.line') this.#write(lines);
    else this.#say(lines);
  }

  async release(): Promise<void> {
    this.#heartbeat.stop();
  }

  #say(lines: readonly string[]): void {
    const block = lines.join('\n');
    const isNew = !this.#said.has(block);
    this.#said.add(block);
    this.#write(isNew ? lines : []);
  }

  #write(lines: readonly string[]): void {
    if (lines.length > 0) this.#options.stderr.write(lines.map((line) => `${line}\n`).join(''));
    if (lines.length > 0) this.#heartbeat.restart();
    else this.#heartbeat.start();
  }

  #showLife(): void {
    const isAlive = this.#isWaiting || runningPhases(this.#state).length > 0;
    const line = isAlive ? heartbeatLine(this.#state, this.#options.now()) : undefined;
    this.#isWaiting = false;
    if (line !== undefined) this.#say([line]);
  }
}
