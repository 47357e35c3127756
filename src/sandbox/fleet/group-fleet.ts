import { Fleet, type FleetOptions } from '../../domain/simulation/fleet.ts';

/**
 * A fleet within its group's limit. What the limit refuses is launched when there is room: a manager asks again
 * until it gets what it needs.
 */
export class GroupFleet extends Fleet {
  #most: number;
  #owed = 0;

  constructor(options: FleetOptions, most: number) {
    super(options);
    this.#most = most;
    this.listen({
      // Asked for before the limit sank.
      launched: ({ id }) => {
        if (this.desired > this.#most) this.terminate(id);
      },
      ready: () => undefined,
      interrupted: () => this.#settle(),
      terminated: () => this.#settle(),
    });
  }

  get most(): number {
    return this.#most;
  }

  set most(most: number) {
    this.#most = most;
    this.#settle();
  }

  override launch(count: number): void {
    this.#owed += count;
    this.#settle();
  }

  /** A manager is gone, and with it what it still wanted. */
  forgetOwed(): void {
    this.#owed = 0;
  }

  #settle(): void {
    const now = Math.min(this.#owed, this.#most - this.desired);
    if (now <= 0) return;
    this.#owed -= now;
    super.launch(now);
  }
}
