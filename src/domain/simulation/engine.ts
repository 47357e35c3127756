/** Something that will happen; `cancel` makes it not happen, and is harmless afterwards. */
export interface Scheduled {
  readonly at: number;
  cancel(): void;
}

class Entry implements Scheduled {
  readonly at: number;
  readonly order: number;
  run: (() => void) | undefined;

  constructor(at: number, order: number, run: () => void) {
    this.at = at;
    this.order = order;
    this.run = run;
  }

  cancel(): void {
    this.run = undefined;
  }
}

function before(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** A discrete-event clock in epoch milliseconds: events run in time order, and in the order of scheduling where times are equal. */
export class Engine {
  #now: number;
  #order = 0;
  readonly #heap: Entry[] = [];

  constructor(start: number) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  /** When the next event is due (a cancelled one counts), if there is any. */
  get next(): number | undefined {
    return this.#heap[0]?.at;
  }

  /** Runs `run` at `at`, or now when `at` has passed. */
  schedule(at: number, run: () => void): Scheduled {
    if (Number.isNaN(at)) throw new RangeError('an event needs a time');
    const entry = new Entry(Math.max(at, this.#now), this.#order, run);
    this.#order += 1;
    this.#push(entry);
    return entry;
  }

  /** Runs everything due up to and including `time`; afterwards `now` is `time`. */
  runUntil(time: number): void {
    for (let first = this.#heap[0]; first !== undefined && first.at <= time; first = this.#heap[0]) {
      this.#pop();
      const { run } = first;
      if (run === undefined) continue;
      first.run = undefined;
      this.#now = first.at;
      run();
    }
    this.#now = Math.max(this.#now, time);
  }

  #push(entry: Entry): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Entry;
      if (!before(entry, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = entry;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (let child = 1; child < heap.length; child = 2 * index + 1) {
      const right = heap[child + 1];
      let least = heap[child] as Entry;
      if (right !== undefined && before(right, least)) {
        least = right;
        child += 1;
      }
      if (!before(least, last)) break;
      heap[index] = least;
      index = child;
    }
    heap[index] = last;
  }
}
