import type { LogEvent } from './log-event.ts';

/** A stretch of time to be read by itself; without `until` up to the end. Epoch milliseconds, both included. */
export interface Slice {
  from: number;
  until?: number | undefined;
}

/** What a page holds at most; a slice should fill most of one. */
const pageSize = 10_000;
const wanted = pageSize * 0.95;

/** Cuts what is left of a log into slices of about a page each, by how dense it turned out to be. */
export class Slices {
  readonly #end: number | undefined;
  readonly #now: number;
  #next: number;
  #length: number;

  /** `first`: the first page, which was not all. */
  constructor(first: readonly LogEvent[], start: number, end: { until?: number | undefined; now: number }) {
    this.#next = start;
    this.#end = end.until;
    this.#now = end.now;
    const span = start - (first[0]?.time ?? start);
    this.#length = Math.max(1, Math.floor((span * wanted) / Math.max(1, first.length)));
  }

  /** The next slice, `undefined` behind the last. The last one has the end that was asked for, be it none. */
  take(): Slice | undefined {
    const from = this.#next;
    if (from === Number.POSITIVE_INFINITY) return undefined;
    const until = from + this.#length - 1;
    if (until >= (this.#end ?? this.#now)) {
      this.#next = Number.POSITIVE_INFINITY;
      return { from, until: this.#end };
    }
    this.#next = until + 1;
    return { from, until };
  }

  /** So many events a slice had: the next ones become longer or shorter. */
  learn(events: number): void {
    if (events < wanted / 3) this.#length *= 2;
    else if (events > pageSize) this.#length = Math.max(1, Math.floor(this.#length / 2));
  }
}
