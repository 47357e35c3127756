/** More keys are not kept; the oldest are forgotten. */
const mostKeys = 50_000;

/** Counts keys, for events that have no id. */
export class Tally {
  readonly #counts = new Map<string, number>();

  add(key: string): void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (this.#counts.size <= mostKeys) return;
    const [oldest = ''] = this.#counts.keys();
    this.#counts.delete(oldest);
  }

  /** Takes one away; false where there is none. */
  remove(key: string): boolean {
    const count = this.#counts.get(key);
    if (count === undefined) return false;
    if (count > 1) this.#counts.set(key, count - 1);
    else this.#counts.delete(key);
    return true;
  }
}
