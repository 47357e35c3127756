import stringWidth from 'fast-string-width';
import type { Terminal } from './terminal.ts';

/** Redrawn no more often than this, and only once the log is quiet: no flicker. */
const quietMs = 400;
const tickMs = 1000;

/**
 * One line below the log, on the terminal that both stdout and stderr are. It is taken away before anything is
 * written and comes back when all is quiet, so it never gets into the log, and nothing that scrolled off is touched.
 */
export class StatusLine {
  readonly #terminal: Terminal;
  readonly #text: () => string;
  #isDrawn = false;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(terminal: Terminal, text: () => string) {
    this.#terminal = terminal;
    this.#text = text;
    this.#plan(quietMs);
  }

  /** Clears the place for other output. */
  hide(): void {
    if (this.#isDrawn) this.#terminal.write(erasure);
    this.#isDrawn = false;
    this.#plan(quietMs);
  }

  end(): void {
    this.#isOver = true;
    this.hide();
    clearTimeout(this.#timer);
  }

  #plan(ms: number): void {
    clearTimeout(this.#timer);
    if (!this.#isOver) this.#timer = setTimeout(() => this.#draw(), ms).unref();
  }

  #draw(): void {
    // The last column stays free: a full line would make some terminals wrap. The cursor waits at the beginning: what
    // the terminal echoes (^C) cannot break the line, and a window made narrower keeps it on the first of its rows.
    const text = fit(this.#text(), this.#terminal.columns() - 1);
    this.#terminal.write(`${this.#isDrawn ? erasure : ''}\u001b[2m${text}\u001b[22m\r`);
    this.#isDrawn = true;
    this.#plan(tickMs);
  }
}

/** From the beginning of the line on; nothing above it is touched. */
const erasure = '\r\u001b[J';

/** As much of ` · `-separated parts as fits, first ones first. */
function fit(text: string, columns: number): string {
  const parts = text.split(' · ');
  while (parts.length > 1 && stringWidth(parts.join(' · ')) > columns) parts.pop();
  const joined = parts.join(' · ');
  return stringWidth(joined) <= columns ? joined : joined.slice(0, Math.max(0, columns));
}
