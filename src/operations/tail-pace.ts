import type { Clock } from './ports.ts';

/** AWS allows 5 requests a second in the whole account, the console included; a tail takes less than half. */
const perSecond = 2;
const burst = 6;
const busyMs = 1000;
const idleMs = 5000;
const mostBackoffMs = 30_000;

/** How fast a followed log asks: soon after news, seldom when idle, and ever later while AWS refuses. */
export class TailPace {
  readonly #clock: Clock;
  readonly #random: () => number;
  #tokens = burst;
  #filledAt: number;
  #rest = busyMs;
  #failures = 0;

  constructor(clock: Clock, random: () => number) {
    this.#clock = clock;
    this.#random = random;
    this.#filledAt = clock.now();
  }

  /** Waits until another request may be sent. */
  async beforePage(): Promise<void> {
    this.#fill();
    if (this.#tokens < 1) await this.#clock.sleep(((1 - this.#tokens) * 1000) / perSecond);
    this.#fill();
    this.#tokens -= 1;
  }

  /** How long to rest after a poll that went well. */
  restAfter(hadNews: boolean): number {
    this.#failures = 0;
    this.#rest = hadNews ? busyMs : Math.min(idleMs, this.#rest * 1.6);
    return this.#rest;
  }

  /** How long to rest after one that failed: doubled each time, with full jitter, so that tails don't march in step. */
  restAfterFailure(): number {
    this.#failures += 1;
    const most = Math.min(mostBackoffMs, busyMs * 2 ** this.#failures);
    return busyMs / 2 + this.#random() * most;
  }

  #fill(): void {
    const now = this.#clock.now();
    this.#tokens = Math.min(burst, this.#tokens + (Math.max(0, now - this.#filledAt) / 1000) * perSecond);
    this.#filledAt = now;
  }
}
