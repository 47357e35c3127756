import type { Writable } from 'node:stream';
import type { GlfrEvent } from '../domain/event.ts';
import { wrap } from './wrap.ts';

interface Options {
  stderr: Writable;
  isTty: boolean;
  columns: number;
  /** Nothing is said that takes less. */
  patienceMs?: number;
}

const againMs = 30_000;
const clear = '\r\x1b[K';

/** A sign of life while facts are read: one line that is rewritten on a terminal, else a line now and then. */
export class DoctorProgress {
  readonly #options: Options;
  #last: Extract<GlfrEvent, { type: 'facts.read' }> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isShown = false;

  constructor(options: Options) {
    this.#options = options;
    this.#timer = setTimeout(() => this.#show(), options.patienceMs ?? 1000);
  }

  handle(event: GlfrEvent): void {
    if (event.type !== 'facts.read') return;
    this.#last = event;
    if (this.#isShown && this.#options.isTty) this.#write();
  }

  /** Takes the line away again; the result follows. */
  end(): void {
    clearTimeout(this.#timer);
    if (this.#isShown && this.#options.isTty) this.#options.stderr.write(clear);
  }

  #show(): void {
    this.#isShown = true;
    this.#write();
    if (!this.#options.isTty) this.#timer = setTimeout(() => this.#show(), againMs);
  }

  #write(): void {
    const { done = 0, of, open = [] } = this.#last ?? {};
    const count = of === undefined ? '' : ` ${done} of ${of} answers`;
    const rest = open.length === 0 ? '' : `, waiting for ${open.join(', ')}`;
    const { isTty, columns, stderr } = this.#options;
    const text = `… looking at AWS and GitLab:${count}${rest}`;
    stderr.write(isTty ? `${clear}${wrap(text, columns - 1)[0] ?? ''}` : `${text}\n`);
  }
}
