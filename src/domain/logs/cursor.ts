import type { LogEvent } from './log-event.ts';

/** How far back each poll looks again: late arrivals of this age are still caught (facts: operations 1.4). */
export const overlapMs = 60_000;
/** A deep look catches what the log driver sent again after an outage. */
export const deepOverlapMs = 600_000;

/**
 * Where a tail stands. It loses nothing and repeats nothing: every poll reads an overlapping window again and
 * drops what was seen, by event id; CloudWatch cannot be asked by ingestion time.
 */
export class LogCursor {
  readonly #from: number;
  readonly #seen = new Map<string, number>();
  #watermark: number;

  /** `from`: epoch milliseconds, the oldest event wanted. */
  constructor(from: number) {
    this.#from = from;
    this.#watermark = from;
  }

  /** Start of the next poll, epoch milliseconds, inclusive. */
  windowStart(overlap: number = overlapMs): number {
    return Math.max(this.#from, this.#watermark - overlap);
  }

  /** The events of one page not shown before, in the order they came. */
  accept(events: readonly LogEvent[]): LogEvent[] {
    const fresh = events.filter((event) => event.time >= this.#from && !this.#seen.has(event.id));
    for (const event of fresh) {
      this.#seen.set(event.id, event.time);
      this.#watermark = Math.max(this.#watermark, event.time);
    }
    return fresh;
  }

  /** Forgets ids older than any window that can still be read; call once a poll. */
  evict(): void {
    const oldest = this.#watermark - deepOverlapMs - overlapMs;
    for (const [id, time] of this.#seen) if (time < oldest) this.#seen.delete(id);
  }
}
