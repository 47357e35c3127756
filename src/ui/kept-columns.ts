/** The columns that a watched list has shown, and how wide each ever was: none goes, and none comes for a moment. */
export class KeptColumns {
  readonly #widths = new Map<string, number>();
  #shown: ReadonlySet<string> = new Set();
  #room: number | undefined;

  /** In a window of another width all begins anew. */
  enter(room: number): void {
    if (room === this.#room) return;
    this.#room = room;
    this.#widths.clear();
    this.#shown = new Set();
  }

  has(key: string): boolean {
    return this.#shown.has(key);
  }

  /** As wide as it ever was. */
  widest(key: string, width: number): number {
    const widest = Math.max(width, this.#widths.get(key) ?? 0);
    this.#widths.set(key, widest);
    return widest;
  }

  keep(keys: Iterable<string>): void {
    this.#shown = new Set([...this.#shown, ...keys]);
  }
}
