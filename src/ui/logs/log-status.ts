import type { Shown } from '../../domain/logs/shown.ts';
import { numberField } from '../../domain/runner/fields.ts';
import { parseLogLine } from '../../domain/runner/log-line.ts';
import { elapsed } from '../duration.ts';
import { count } from '../words.ts';

/** What the status line of a followed log says. */
export class LogStatus {
  readonly #now: () => number;
  #lines = 0;
  #newest: number | undefined;
  #jobs: string | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  take(lines: readonly Shown[]): void {
    this.#lines += lines.length;
    for (const { event, line } of lines) {
      this.#newest = Math.max(this.#newest ?? 0, event.time);
      const read = line ?? (event.message.includes('max_builds') ? parseLogLine(event.message) : undefined);
      if (read?.kind !== 'runner') continue;
      const [builds, most] = [numberField(read, 'builds'), numberField(read, 'max_builds')];
      if (builds !== undefined && most) this.#jobs = `${builds} of ${most} jobs`;
    }
  }

  /** The first part matters most: the others go first where there is no room. */
  text(): string {
    const last = this.#newest === undefined ? [] : [`last line ${elapsed(this.#newest, this.#now())} ago`];
    const jobs = this.#jobs === undefined ? [] : [this.#jobs];
    return ['following', ...last, ...jobs, count(this.#lines, 'line'), 'Ctrl-C ends'].join(' · ');
  }
}
