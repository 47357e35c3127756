/**
 * How wide the columns of a watched list ever were. They are drawn as wide again, so that none moves, and one that there
 * was no room for stays away.
 */
export class ColumnWidths {
  readonly #widths = new Map<string, number>();
  #room: number | undefined;

  /** In a window of another width all begins anew. */
  enter(room: number): void {
    if (room === this.#room) return;
    this.#room = room;
    this.#widths.clear();
  }

  /** As wide as it ever was. */
  widest(key: string, width: number): number {
    const widest = Math.max(width, this.#widths.get(key) ?? 0);
    this.#widths.set(key, widest);
    return widest;
  }
}
