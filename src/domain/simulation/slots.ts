import type { Capacity } from './capacity.ts';
import type { Scheduled } from './engine.ts';
import type { Executor } from './executor.ts';

/** `lost`: gone without the manager's doing, and not yet missed. */
export type SlotState = 'booting' | 'idle' | 'acquired' | 'used' | 'lost' | 'removing';

/** What the manager knows of one executor: the one slot it has. */
export interface Slot {
  readonly executor: Executor;
  state: SlotState;
  idleSince: number;
  /** Ends the wait of an idle slot. */
  expiry?: Scheduled;
  /** Told when the executor breaks away under its job. */
  onLost?: (() => void) | undefined;
}

const counted = {
  booting: 'booting',
  idle: 'idle',
  acquired: 'acquired',
  used: 'unavailable',
  lost: 'unavailable',
  removing: 'removing',
} as const satisfies Record<SlotState, keyof Capacity>;

/** The manager's slots by executor id, with their capacity kept up to date. */
export class Slots {
  readonly capacity: Capacity = {
    requested: 0,
    booting: 0,
    idle: 0,
    acquired: 0,
    unavailable: 0,
    removing: 0,
  };
  readonly #slots = new Map<string, Slot>();
  readonly #idle = new Set<Slot>();
  readonly #used = new Set<Slot>();

  get(id: string): Slot | undefined {
    return this.#slots.get(id);
  }

  all(): readonly Slot[] {
    return [...this.#slots.values()];
  }

  /** Longest idle first. */
  get idle(): Iterable<Slot> {
    return this.#idle;
  }

  /** Those that had their one job. */
  get used(): readonly Slot[] {
    return [...this.#used];
  }

  add(executor: Executor, state: SlotState): Slot {
    const slot: Slot = { executor, state, idleSince: 0 };
    this.#slots.set(executor.id, slot);
    this.#enter(slot, state);
    return slot;
  }

  move(slot: Slot, state: SlotState): void {
    this.#leave(slot);
    slot.state = state;
    this.#enter(slot, state);
  }

  delete(slot: Slot): void {
    this.#leave(slot);
    this.#slots.delete(slot.executor.id);
  }

  #enter(slot: Slot, state: SlotState): void {
    this.capacity[counted[state]] += 1;
    if (state === 'idle') this.#idle.add(slot);
    if (state === 'used') this.#used.add(slot);
  }

  #leave(slot: Slot): void {
    this.capacity[counted[slot.state]] -= 1;
    this.#idle.delete(slot);
    this.#used.delete(slot);
    slot.expiry?.cancel();
  }
}
