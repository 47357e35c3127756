import type { Shown } from './shown.ts';

/** The lines around matches, each once, as `grep -C` has them. */
export class Context {
  readonly #size: number;
  #before: Shown[] = [];
  #after = 0;
  #skipped = false;
  #any = false;

  constructor(size: number) {
    this.#size = size;
  }

  /** `verdicts[i]`: does `lines[i]` match? */
  take(lines: readonly Shown[], verdicts: readonly boolean[]): Shown[] {
    const shown: Shown[] = [];
    for (const [index, line] of lines.entries()) {
      if (verdicts[index]) this.#match(line, shown);
      else this.#pass(line, shown);
    }
    return shown;
  }

  #match(line: Shown, shown: Shown[]): void {
    const block = [...this.#before.map((one) => ({ ...one, isContext: true })), line];
    const [first = line, ...rest] = block;
    const gap = this.#size > 0 && this.#any && this.#skipped;
    shown.push(gap ? { ...first, gap } : first, ...rest);
    this.#before = [];
    this.#after = this.#size;
    this.#skipped = false;
    this.#any = true;
  }

  #pass(line: Shown, shown: Shown[]): void {
    if (this.#after > 0) {
      this.#after -= 1;
      shown.push({ ...line, isContext: true });
      return;
    }
    this.#before.push(line);
    if (this.#before.length <= this.#size) return;
    this.#before.shift();
    this.#skipped = true;
  }
}
