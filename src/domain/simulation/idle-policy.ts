import type { Engine, Scheduled } from './engine.ts';

/** How many executors wait for jobs, and how long one may. */
export interface Idle {
  count: number;
  ms: number;
}

/** Another idle count at certain times. */
export interface IdlePeriod extends Idle {
  /** At this time, epoch milliseconds? Asked for whole minutes only. */
  holds(time: number): boolean;
}

const MINUTE_MS = 60_000;

/** What holds when: the last period that matches, as in gitlab-runner, and without one what stands outside of them. */
export class IdlePolicy {
  readonly #base: Idle;
  readonly #periods: readonly IdlePeriod[];
  #minute = -1;
  #current: Idle;

  constructor(base: Idle, periods: readonly IdlePeriod[]) {
    this.#base = base;
    this.#periods = periods;
    this.#current = base;
  }

  at(time: number): Idle {
    if (this.#periods.length === 0) return this.#base;
    const minute = Math.floor(time / MINUTE_MS);
    if (minute === this.#minute) return this.#current;
    this.#minute = minute;
    this.#current = this.#periods.findLast((period) => period.holds(minute * MINUTE_MS)) ?? this.#base;
    return this.#current;
  }

  /** Tells of every change, until the returned function is called. */
  watch(engine: Engine, changed: () => void): () => void {
    let next: Scheduled | undefined;
    const look = (): void => {
      const before = this.at(engine.now);
      const minute = (Math.floor(engine.now / MINUTE_MS) + 1) * MINUTE_MS;
      next = engine.schedule(minute, () => {
        if (this.at(minute) !== before) changed();
        look();
      });
    };
    if (this.#periods.length > 0) look();
    return () => next?.cancel();
  }
}
