import { setTimeout as wait } from 'node:timers/promises';
import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { Clock } from '../operations/ports.ts';

/** Wall time, or a world's own: `speed` world milliseconds pass in one of the wall's. */
export function createClock(signal: AbortSignal, world = { now: Date.now, speed: 1 }): Clock {
  return {
    now: () => world.now(),
    async sleep(ms: number): Promise<void> {
      await wait(Math.max(20, ms / world.speed), undefined, { signal }).catch((cause) => {
        throw new GlfrError({
          code: 'interrupted',
          message: 'Interrupted.',
          exitCode: exitCode.interrupted,
          cause,
        });
      });
    },
  };
}
