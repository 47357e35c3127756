/** Ids are kept by the second of their event, so that forgetting costs nothing per event. */
const bucketMs = 1000;
/** About 25 MB of CloudWatch's 56 digits. */
const defaultMost = 200_000;

/**
 * The ids of a sliding stretch of time, never more than so many. What lies before `floor` is forgotten and is taken
 * for seen, so that nothing can come twice, whatever is forgotten.
 */
export class SeenIds {
  readonly #buckets = new Map<number, Set<string>>();
  readonly #most: number;
  #size = 0;
  #floor = Number.NEGATIVE_INFINITY;
  #shortenedTo: number | undefined;

  constructor(most = defaultMost) {
    this.#most = most;
  }

  get size(): number {
    return this.#size;
  }

  /** Epoch milliseconds; older ids are forgotten. */
  get floor(): number {
    return this.#floor;
  }

  /** The floor, once it had to rise because there were too many ids. */
  get shortenedTo(): number | undefined {
    return this.#shortenedTo;
  }

  /** Notes an id; false when it was there already, or lies before the floor. */
  add(id: string, time: number): boolean {
    if (time < this.#floor) return false;
    const second = Math.floor(time / bucketMs);
    let bucket = this.#buckets.get(second);
    if (bucket === undefined) {
      bucket = new Set();
      this.#buckets.set(second, bucket);
    }
    if (bucket.has(id)) return false;
    bucket.add(id);
    this.#size += 1;
    if (this.#size > this.#most) this.#shorten();
    return true;
  }

  /** Forgets ids older than a time, in whole seconds. */
  forget(before: number): void {
    if (before - this.#floor < bucketMs) return;
    const second = Math.floor(before / bucketMs);
    for (const key of this.#buckets.keys()) if (key < second) this.#drop(key);
    this.#floor = Math.max(this.#floor, second * bucketMs);
  }

  /** Keeps nine tenths at most, but always the newest second. */
  #shorten(): void {
    const keys = [...this.#buckets.keys()].sort((a, b) => a - b);
    for (const key of keys.slice(0, -1)) {
      if (this.#size <= this.#most * 0.9) break;
      this.#drop(key);
      this.#floor = (key + 1) * bucketMs;
      this.#shortenedTo = this.#floor;
    }
  }

  #drop(second: number): void {
    this.#size -= this.#buckets.get(second)?.size ?? 0;
    this.#buckets.delete(second);
  }
}
