import { setTimeout as wait } from 'node:timers/promises';
import { interrupted } from '../domain/error.ts';
import type { Clock } from '../operations/ports.ts';

/** HTTP's Date has whole seconds, and an answer takes some time. */
const toleratedMs = 5000;

/** Wall time, put right by what AWS says the time is: a clock that runs fast would see an empty log. */
export function wallTime(): { now(): number; speed: number; correct(time: number): void } {
  let skew = 0;
  return {
    speed: 1,
    now: () => Date.now() + skew,
    correct(time) {
      const difference = time - Date.now();
      skew = Math.abs(difference) > toleratedMs ? difference : 0;
    },
  };
}

/** Wall time, or a world's own: `speed` world milliseconds pass in one of the wall's. */
export function createClock(signal: AbortSignal, world: { now(): number; speed: number }): Clock {
  return {
    now: () => world.now(),
    async sleep(ms: number): Promise<void> {
      await wait(Math.max(20, ms / world.speed), undefined, { signal }).catch((cause) => {
        throw interrupted(cause);
      });
    },
  };
}
