import { PassThrough, Writable } from 'node:stream';

/**
 * A terminal small enough to read: the sequences that ink and inquirer use, a screen of `rows` lines, and what
 * has scrolled off it. As on a real one, the cursor cannot go above the screen, so a live part that is too tall
 * leaves its traces in `text()`.
 */
export class FakeTerminal extends Writable {
  readonly isTTY = true;
  readonly columns: number;
  readonly rows: number;
  cursorVisible = true;
  /** Everything as it was written. */
  raw = '';
  #lines: string[] = [''];
  #row = 0;
  #column = 0;
  /** The first screen, while the second one is shown. */
  #first: { lines: string[]; row: number; column: number } | undefined;

  constructor(columns: number, rows: number) {
    super({ decodeStrings: false });
    this.columns = columns;
    this.rows = rows;
  }

  override _write(chunk: string | Buffer, _encoding: string, done: () => void): void {
    const text = String(chunk);
    this.raw += text;
    for (const [piece] of text.matchAll(/\x1b\[([?0-9;]*)([A-Za-z])|[^\x1b]|\x1b/gu)) this.#put(piece);
    done();
  }

  /** Like process.stderr, it outlives what is piped into it. */
  override end(): this {
    return this;
  }

  /** Screen and scrollback. */
  text(): string {
    return this.#lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd();
  }

  #put(piece: string): void {
    const sequence = /^\x1b\[([?0-9;]*)([A-Za-z])$/.exec(piece);
    if (sequence) this.#obey(sequence[1] ?? '', sequence[2] ?? '');
    else if (piece === '\r') this.#column = 0;
    else if (piece === '\n') this.#newLine();
    else this.#print(piece);
  }

  #print(char: string): void {
    if (this.#column >= this.columns) this.#newLine();
    const line = (this.#lines[this.#row] ?? '').padEnd(this.#column);
    this.#lines[this.#row] = line.slice(0, this.#column) + char + line.slice(this.#column + 1);
    this.#column += 1;
  }

  #newLine(): void {
    this.#row += 1;
    this.#column = 0;
    this.#lines[this.#row] ??= '';
  }

  #obey(parameters: string, final: string): void {
    const number = Number.parseInt(parameters, 10) || 1;
    const top = Math.max(0, this.#lines.length - this.rows);
    if (parameters === '?25') this.cursorVisible = final === 'h';
    if (parameters === '?1049') this.#switchScreen(final === 'h');
    if (final === 'A') this.#row = Math.max(top, this.#row - number);
    if (final === 'B') this.#row = Math.min(this.#lines.length - 1, this.#row + number);
    if (final === 'E') [this.#row, this.#column] = [Math.min(this.#lines.length - 1, this.#row + number), 0];
    if (final === 'G') this.#column = number - 1;
    if (final === 'H') [this.#row, this.#column] = [top, 0];
    if (final === 'K') this.#eraseLine(parameters);
    if (final === 'J') {
      this.#eraseLine('');
      this.#lines = this.#lines.slice(0, this.#row + 1);
    }
  }

  /** As xterm does: the second screen begins empty, and with the cursor where it was. */
  #switchScreen(toSecond: boolean): void {
    if (toSecond) {
      this.#first = { lines: this.#lines, row: this.#row, column: this.#column };
      this.#lines = Array.from({ length: this.#row + 1 }, () => '');
    } else if (this.#first) {
      const { lines, row, column } = this.#first;
      [this.#lines, this.#row, this.#column] = [lines, row, column];
      this.#first = undefined;
    }
  }

  #eraseLine(parameters: string): void {
    const line = this.#lines[this.#row] ?? '';
    this.#lines[this.#row] = parameters === '2' ? '' : line.slice(0, this.#column);
  }
}

/** A keyboard that ink takes for one. */
export class FakeKeyboard extends PassThrough {
  readonly isTTY = true;
  setRawMode(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}
