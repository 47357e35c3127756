import { vi } from 'vitest';
import type { Clock } from '../../src/operations/ports.ts';

/**
 * Time that only passes while somebody sleeps, so that a slow machine sees the same as a fast one. Begin before the
 * sandbox is opened, which takes `Date.now` as it is then; `end` afterwards.
 */
export function ownTime(speed: number) {
  let wall = Date.now();
  const spy = vi.spyOn(Date, 'now').mockImplementation(() => wall);
  return {
    /** The clock of a world that runs at this speed. */
    clock: ({ now }: Pick<Clock, 'now'>): Clock => ({
      now,
      sleep: async (ms) => {
        wall += ms / speed;
      },
    }),
    end: () => spy.mockRestore(),
  };
}
