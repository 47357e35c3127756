import stringWidth from 'string-width';
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
  /** Width of what stands there now; 0 when nothing does. */
  #drawn = 0;
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(terminal: Terminal, text: () => string) {
    this.#terminal = terminal;
    this.#text = text;
    this.#plan(quietMs);
  }

  /** Clears the place for other output. */
  hide(): void {
    if (this.#drawn > 0) this.#terminal.write(this.#erasure());
    this.#drawn = 0;
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
    // The last column stays free: a full line would make some terminals wrap.
    const text = fit(this.#text(), this.#terminal.columns() - 1);
    this.#terminal.write(`${this.#drawn > 0 ? this.#erasure() : ''}\u001b[2m${text}\u001b[22m`);
    this.#drawn = stringWidth(text);
    this.#plan(tickMs);
  }

  /** Made narrower, the terminal has broken the line; all its rows go. */
  #erasure(): string {
    const rows = Math.ceil(this.#drawn / Math.max(1, this.#terminal.columns()));
    return `\r${rows > 1 ? `\u001b[${rows - 1}A` : ''}\u001b[J`;
  }
}

/** As much of ` · `-separated parts as fits, first ones first. */
function fit(text: string, columns: number): string {
  const parts = text.split(' · ');
  while (parts.length > 1 && stringWidth(parts.join(' · ')) > columns) parts.pop();
  const joined = parts.join(' · ');
  return stringWidth(joined) <= columns ? joined : joined.slice(0, Math.max(0, columns));
}
