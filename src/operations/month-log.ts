import { emptyJobLog, type JobLog } from '../domain/runner/jobs/job-record.ts';
import { readJobLine } from '../domain/runner/jobs/read-jobs.ts';
import { parseLogLine } from '../domain/runner/log-line.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import type { LogsPort } from './ports.ts';

/** Only lines from which the lives of executors can be told. CloudWatch looks through the rest. */
const filter = [
  ...['instance is ready', 'instance discovery', 'Dialing instance', 'Removed job', 'decreasing instances'],
  ...['unexpectedly removed', 'Machine created', 'docker-machine build', 'Requesting machine removal'],
]
  .map((phrase) => `?"${phrase}"`)
  .join(' ');

/** Read first, and then twice as much each time: a busy day is more than a screen should wait for. */
const firstMs = 3_600_000;
const leastMs = firstMs / 12;
const overlapMs = 60_000;
/** A screen should not wait for a month; and five calls a second are all that an account may do. */
const pagesAtOnce = 10;

/** The lives of a stack's executors, read backwards from now, each time a part. */
export class MonthLog {
  readonly log: JobLog = emptyJobLog();
  readonly #parts: StackParts;
  readonly #port: Pick<LogsPort, 'page'>;
  #from: number | undefined;
  #to: number | undefined;
  #stretchMs = firstMs;

  constructor(parts: StackParts, port: Pick<LogsPort, 'page'>) {
    this.#parts = parts;
    this.#port = port;
  }

  /** Reads what is new and some more of what is old. Returns from when on it is known without a gap. */
  async readOn(earliest: number, now: number): Promise<number> {
    let left = pagesAtOnce;
    if (this.#to !== undefined)
      left -= await this.#stretch(this.#to - overlapMs, now, Number.POSITIVE_INFINITY);
    this.#from ??= now;
    while (this.#from > earliest && left > 0) {
      const from = Math.max(earliest, this.#from - this.#stretchMs);
      const pages = await this.#stretch(from, this.#from, left);
      left -= pages;
      // Read in part only: a shorter stretch next time, which does get done.
      if (left < 0) this.#stretchMs = Math.max(leastMs, this.#stretchMs / 2);
      else {
        this.#from = from;
        this.#stretchMs *= 2;
      }
    }
    this.#to = now;
    return Math.max(earliest, this.#from);
  }

  /** How many pages it took; one more than `most` when they were not enough. */
  async #stretch(from: number, until: number, most: number): Promise<number> {
    const { logGroup: group, logStreamPrefix: streamPrefix } = this.#parts;
    let next: string | undefined;
    for (let page = 1; page <= most; page += 1) {
      const found = await this.#port.page({
        ...{ group, streamPrefix, filter, from, until },
        ...(next !== undefined && { next }),
      });
      for (const { message, time } of found.events) readJobLine(this.log, parseLogLine(message), time);
      if (found.next === undefined) return page;
      next = found.next;
    }
    return most + 1;
  }
}
