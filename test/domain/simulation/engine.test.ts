import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Engine } from '../../../src/domain/simulation/engine.ts';

test('events run in the order of a stable sort by time, but for the cancelled ones', () => {
  const event = fc.record({ at: fc.integer({ min: 0, max: 40 }), isCancelled: fc.boolean() });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 200 }), fc.integer({ min: 0, max: 45 }), (events, until) => {
      const engine = new Engine(0);
      const ran: number[] = [];
      const scheduled = events.map(({ at }, index) => engine.schedule(at, () => ran.push(index)));
      scheduled.forEach((entry, index) => {
        if (events[index]?.isCancelled) entry.cancel();
      });
      engine.runUntil(until);
      const oracle = events
        .map((given, index) => ({ ...given, index }))
        .filter(({ at, isCancelled }) => at <= until && !isCancelled)
        .toSorted((a, b) => a.at - b.at)
        .map(({ index }) => index);
      expect(ran).toEqual(oracle);
      expect(engine.now).toBe(until);
    }),
  );
});

test('an event sees its own time, may schedule into the same moment, and never runs before now', () => {
  const engine = new Engine(100);
  const seen: [string, number][] = [];
  engine.schedule(200, () => {
    engine.schedule(50, () => seen.push(['late', engine.now]));
    engine.schedule(200, () => seen.push(['same', engine.now]));
    seen.push(['first', engine.now]);
  });
  engine.runUntil(300);
  expect(seen).toEqual([
    ['first', 200],
    ['late', 200],
    ['same', 200],
  ]);
  expect(() => engine.schedule(Number.NaN, () => {})).toThrow(RangeError);
});

test('running in many small steps is running in one', () => {
  const run = (steps: readonly number[]): string => {
    const engine = new Engine(0);
    const trail: number[] = [];
    const bounce = (delay: number): void => {
      trail.push(engine.now);
      engine.schedule(engine.now + delay, () => bounce((delay * 7) % 11 || 3));
    };
    bounce(1);
    bounce(2);
    for (const step of steps) engine.runUntil(step);
    return trail.join();
  };
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 500 })), (steps) => {
      expect(run([...steps.toSorted((a, b) => a - b), 500])).toBe(run([500]));
    }),
  );
});
