import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deepOverlapMs, LogCursor, overlapMs } from '../../../src/domain/logs/cursor.ts';
import type { LogEvent } from '../../../src/domain/logs/log-event.ts';

const from = 1_700_000_000_000;

interface Written {
  after: number;
  delay: number;
  text: string;
}

/** What the manager writes: few different moments and texts, so that both meet; late by a minute at most. */
const written = fc.array(
  fc.record<Written>({
    after: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 0, max: 900_000 })),
    delay: fc.oneof(fc.constantFrom(0, overlapMs), fc.integer({ min: 0, max: overlapMs })),
    text: fc.constantFrom('same', 'other'),
  }),
  { maxLength: 60 },
);
const gaps = fc.array(fc.integer({ min: 1, max: 200_000 }), { maxLength: 30 });
const cuts = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 20 });

const event = ({ after, delay, text }: Written, index: number): LogEvent => ({
  id: `event-${index}`,
  time: from + after,
  ingestedAt: from + after + delay,
  stream: 'manager/manager/1',
  message: text,
});

const inOrder = (events: readonly LogEvent[]) =>
  events.toSorted((a, b) => a.time - b.time || a.ingestedAt - b.ingestedAt);

/** Cuts a list into pages of these sizes, empty ones too, and one for the rest. */
function* pages<T>(items: readonly T[], sizes: readonly number[]): Generator<readonly T[]> {
  let rest = items;
  for (const size of sizes) {
    yield rest.slice(0, size);
    rest = rest.slice(size);
  }
  yield rest;
}

/** Polls at these moments; CloudWatch shows what was ingested by then and lies in the window. */
function tail(events: readonly LogEvent[], polls: readonly number[], sizes: readonly number[]) {
  const cursor = new LogCursor(from);
  const perPoll = polls.map((now, index) => {
    const start = cursor.windowStart(index % 5 === 4 ? deepOverlapMs : overlapMs);
    const visible = inOrder(events.filter(({ time, ingestedAt }) => ingestedAt <= now && time >= start));
    const shown = [...pages(visible, sizes)].flatMap((page) => cursor.accept(page));
    cursor.evict();
    return shown;
  });
  return { cursor, perPoll, shown: perPoll.flat() };
}

describe('a tail of events that come up to a minute late', () => {
  test('shows every event exactly once, and each poll in order', () => {
    fc.assert(
      fc.property(written, gaps, cuts, (lines, waits, sizes) => {
        const events = lines.map(event);
        let now = from;
        const polls = waits.map((wait) => (now += wait));
        const end = Math.max(now, ...events.map(({ ingestedAt }) => ingestedAt)) + 1;
        const { shown, perPoll } = tail(events, [...polls, end], sizes);
        const wanted = events.filter(({ time }) => time >= from);
        expect(shown.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
        for (const one of perPoll) expect(one).toEqual(inOrder(one));
      }),
      { numRuns: 1000 },
    );
  });
});

test('equal texts of one millisecond are as many lines as they were', () => {
  const twins = [0, 1, 2].map((index) => event({ after: 7, delay: 0, text: 'same' }, index));
  const cursor = new LogCursor(from);
  expect(cursor.accept(twins.slice(0, 2))).toHaveLength(2);
  expect(cursor.accept(twins)).toEqual([twins[2]]);
});

test('the window never moves back, nor before what was asked for', () => {
  const cursor = new LogCursor(from);
  expect(cursor.windowStart()).toBe(from);
  expect(cursor.accept([event({ after: -1, delay: 0, text: 'before' }, 0)])).toEqual([]);
  cursor.accept([event({ after: 300_000, delay: 0, text: 'new' }, 1)]);
  cursor.accept([event({ after: 250_000, delay: 0, text: 'late' }, 2)]);
  expect(cursor.windowStart()).toBe(from + 240_000);
  expect(cursor.windowStart(deepOverlapMs)).toBe(from);
});

test('memory is bounded: just the ids that no window reaches any more are forgotten', () => {
  fc.assert(
    fc.property(written, gaps, cuts, (lines, waits, sizes) => {
      const events = lines.map(event).filter(({ time }) => time >= from);
      let now = from;
      const { cursor, shown } = tail(
        events,
        waits.map((wait) => (now += wait)),
        sizes,
      );
      const newest = Math.max(from, ...shown.map(({ time }) => time));
      const reach = newest - deepOverlapMs - overlapMs;
      expect(cursor.windowStart(deepOverlapMs)).toBeGreaterThanOrEqual(reach);
      expect(cursor.accept(shown)).toEqual(shown.filter(({ time }) => time < reach));
    }),
  );
});
