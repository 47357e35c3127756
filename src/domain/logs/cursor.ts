import type { LogEvent } from './log-event.ts';
import { SeenIds } from './seen-ids.ts';

/** How far back each poll looks again: late arrivals of this age are caught at once (facts: operations 1.4). */
export const overlapMs = 60_000;
/** How far back a deep look goes: what the log driver sent again after an outage. */
export const deepOverlapMs = 600_000;
/** A deep look is due this often. */
export const deepEveryMs = 60_000;
/** What AWS's clock, as it is known here, may be off: whole seconds, and the way. */
const slackMs = 10_000;
/** An idle tail reads no more than this again, or its window would grow for ever. */
const idleReachMs = 3_600_000;

/**
 * Where a tail stands. It loses nothing and repeats nothing: every poll reads an overlapping window again and drops
 * what was seen, by event id; CloudWatch cannot be asked by ingestion time. What came in since the last complete
 * poll is no older than that poll but for its lateness, so windows count from there or from the newest event,
 * whichever is earlier: a poll that failed, a machine that slept or an event with a time ahead of now lose nothing.
 */
export class LogCursor {
  readonly #from: number;
  readonly #seen: SeenIds;
  #watermark: number;
  #opened = Number.POSITIVE_INFINITY;
  /** When the last poll, and the last deep one, began that was read to its end; at first the very first poll. */
  #passed = Number.POSITIVE_INFINITY;
  #passedDeep = Number.POSITIVE_INFINITY;
  #hasPassed = false;

  /** `from`: epoch milliseconds, the oldest event wanted. `mostIds`: more are never kept, whatever comes. */
  constructor(from: number, mostIds?: number) {
    this.#from = from;
    this.#watermark = from;
    this.#seen = new SeenIds(mostIds);
  }

  /** Time of the newest event shown; `from` while there is none. */
  get newest(): number {
    return this.#watermark;
  }

  /** How many ids are remembered. */
  get remembered(): number {
    return this.#seen.size;
  }

  /** Since when late arrivals are no longer caught as far back as promised: there were too many events for it. */
  get shortenedTo(): number | undefined {
    return this.#seen.shortenedTo;
  }

  /** Start of the next poll, epoch milliseconds, inclusive. */
  windowStart(isDeep = false): number {
    const past = Math.min(this.#watermark, isDeep ? this.#passedDeep : this.#passed);
    const base = this.#hasPassed ? Math.max(past, this.#passed - idleReachMs) : past;
    const overlap = (isDeep ? deepOverlapMs : overlapMs) + slackMs;
    return Math.max(this.#from, this.#seen.floor, base - overlap);
  }

  /** A poll begins at this moment; is it to be a deep one? */
  open(now: number): boolean {
    this.#opened = now;
    if (this.#passed === Number.POSITIVE_INFINITY) {
      this.#passed = now;
      this.#passedDeep = now;
    }
    return now - this.#passedDeep >= deepEveryMs;
  }

  /** The poll that was opened has been read to its end. */
  close(isDeep: boolean): void {
    this.#hasPassed = true;
    this.#passed = this.#opened;
    if (isDeep) this.#passedDeep = this.#opened;
  }

  /** The events of one page not shown before, in the order they came. */
  accept(events: readonly LogEvent[]): LogEvent[] {
    const fresh = events.filter(({ time, id }) => time >= this.#from && this.#seen.add(id, time));
    for (const { time } of fresh) if (time > this.#watermark) this.#watermark = time;
    const base = Math.min(this.#watermark, this.#opened, this.#passed, this.#passedDeep);
    this.#seen.forget(base - deepOverlapMs - 2 * slackMs);
    return fresh;
  }
}
