import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LogCursor } from '../../../src/domain/logs/cursor.ts';
import type { LogEvent } from '../../../src/domain/logs/log-event.ts';

const from = 1_700_000_000_000;
const minute = 60_000;

interface Written {
  after: number;
  delay: number;
  text: string;
}

const written = (delay: fc.Arbitrary<number>) =>
  fc.array(
    fc.record<Written>({
      // Few different moments and texts, so that both meet; some are stamped ahead of their time.
      after: fc.oneof(fc.integer({ min: -5, max: 5 }), fc.integer({ min: 0, max: 15 * minute })),
      delay,
      text: fc.constantFrom('same', 'other'),
    }),
    { maxLength: 60 },
  );

/** Up to a minute late, or by as much before its own time as CloudWatch takes. */
const aMinute = fc.oneof(
  fc.constantFrom(0, minute, -30 * minute),
  fc.integer({ min: -2 * minute, max: minute }),
);
const tenMinutes = fc.oneof(fc.constantFrom(0, 10 * minute), fc.integer({ min: 0, max: 10 * minute }));

interface Poll {
  wait: number;
  /** The poll breaks off after so many pages. */
  breaksAfter: number | undefined;
}
const schedule = fc.array(
  fc.record<Poll>({
    wait: fc.oneof(fc.integer({ min: 1, max: 6000 }), fc.integer({ min: 1, max: 200_000 })),
    breaksAfter: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined, freq: 3 }),
  }),
  { maxLength: 40 },
);
const cuts = fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 20 });

const event = ({ after, delay, text }: Written, index: number): LogEvent => ({
  id: `event-${index}`,
  time: from + after,
  ingestedAt: from + after + delay,
  stream: 'manager/manager/1',
  message: text,
});

const inOrder = (events: readonly LogEvent[]) =>
  events.toSorted((a, b) => a.time - b.time || a.ingestedAt - b.ingestedAt || (a.id < b.id ? -1 : 1));

/** Cuts a list into pages of these sizes, empty ones too, and one for the rest. */
function pages<T>(items: readonly T[], sizes: readonly number[]): (readonly T[])[] {
  let rest = items;
  const cut = sizes.map((size) => {
    const page = rest.slice(0, size);
    rest = rest.slice(size);
    return page;
  });
  return [...cut, rest];
}

/** Polls as scheduled; CloudWatch shows what was ingested by then and lies in the window. */
function tail(events: readonly LogEvent[], polls: readonly Poll[], sizes: readonly number[]) {
  const cursor = new LogCursor(from);
  let now = from;
  const perPoll = polls.map(({ wait, breaksAfter = Number.POSITIVE_INFINITY }) => {
    now += wait;
    const isDeep = cursor.open(now);
    const start = cursor.windowStart(isDeep);
    const visible = inOrder(events.filter(({ time, ingestedAt }) => ingestedAt <= now && time >= start));
    const all = pages(visible, sizes);
    const shown = all.slice(0, breaksAfter).flatMap((page) => cursor.accept(page));
    if (breaksAfter >= all.length) cursor.close(isDeep);
    return shown;
  });
  return { cursor, perPoll, shown: perPoll.flat(), now };
}

const last = (events: readonly LogEvent[], polls: readonly Poll[]): Poll => {
  const end = polls.reduce((sum, { wait }) => sum + wait, from);
  const wait = Math.max(end, ...events.map(({ ingestedAt }) => ingestedAt)) - end + 2 * minute;
  return { wait, breaksAfter: undefined };
};

describe.each([
  ['a minute', aMinute],
  ['ten minutes', tenMinutes],
])('a tail of events that come up to %s late', (_what, delay) => {
  test('shows every event exactly once, and each poll in order, though polls fail', () => {
    fc.assert(
      fc.property(written(delay), schedule, cuts, (lines, polls, sizes) => {
        const events = lines.map(event);
        const { shown, perPoll } = tail(events, [...polls, last(events, polls)], sizes);
        const wanted = events.filter(({ time }) => time >= from);
        expect(shown.map(({ id }) => id).toSorted()).toEqual(wanted.map(({ id }) => id).toSorted());
        for (const one of perPoll) expect(one).toEqual(inOrder(one));
      }),
      { numRuns: 3000 },
    );
  });
});

test('what comes up to a minute late is shown by the first poll that could have it', () => {
  fc.assert(
    fc.property(written(aMinute), schedule, (lines, polls) => {
      const events = lines.map(event);
      const unbroken = polls.map(({ wait }) => ({ wait, breaksAfter: undefined }));
      const { perPoll } = tail(events, unbroken, []);
      let now = from;
      for (const [index, { wait }] of unbroken.entries()) {
        now += wait;
        const arrived = events.filter(({ time, ingestedAt }) => time >= from && ingestedAt <= now);
        expect(perPoll.slice(0, index + 1).flat()).toHaveLength(arrived.length);
      }
    }),
    { numRuns: 1000 },
  );
});

test.each([0, 13, 29, 44, 58])(
  'ten minutes late is caught at any moment between deep polls: %d s',
  (phase) => {
    const at = (second: number) => from + second * 1000;
    const steady = Array.from({ length: 1500 }, (_, second) =>
      event({ after: second * 1000, delay: 0, text: 'steady' }, second),
    );
    const late = { ...event({ after: 0, delay: 0, text: 'late' }, 9999), time: at(600 + phase) };
    late.ingestedAt = late.time + 600_000;
    const { shown } = tail(
      [...steady, late],
      Array.from({ length: 280 }, () => ({ wait: 5000, breaksAfter: undefined })),
      [],
    );
    expect(shown.filter(({ message }) => message === 'late')).toHaveLength(1);
  },
);

test('equal texts of one millisecond are as many lines as they were', () => {
  const twins = [0, 1, 2].map((index) => event({ after: 7, delay: 0, text: 'same' }, index));
  const cursor = new LogCursor(from);
  expect(cursor.accept(twins.slice(0, 2))).toHaveLength(2);
  expect(cursor.accept(twins)).toEqual([twins[2]]);
});

test('the window never begins before what was asked for, nor grows while nothing comes', () => {
  const cursor = new LogCursor(from);
  expect(cursor.windowStart()).toBe(from);
  expect(cursor.accept([event({ after: -1, delay: 0, text: 'before' }, 0)])).toEqual([]);
  for (const hours of [1, 5, 48]) {
    const now = from + hours * 60 * minute;
    cursor.close(cursor.open(now));
    expect(now - cursor.windowStart()).toBeLessThanOrEqual(62 * minute);
  }
});

test('an event with a time ahead of now does not make the tail blind to the present', () => {
  const cursor = new LogCursor(from);
  cursor.open(from + 1000);
  cursor.accept([event({ after: 90 * minute, delay: 0, text: 'ahead' }, 0)]);
  cursor.close(true);
  const present = event({ after: 2000, delay: 0, text: 'now' }, 1);
  expect(cursor.windowStart()).toBeLessThanOrEqual(present.time);
  expect(cursor.accept([present])).toEqual([present]);
});

test('what is remembered is bounded, whatever comes, and nothing comes twice for it', () => {
  const most = 100;
  const cursor = new LogCursor(from, most);
  const seen = new Set<string>();
  for (let second = 0; second < 200; second += 1) {
    const events = Array.from({ length: 60 }, (_, index) =>
      event({ after: second * 1000 + index, delay: 0, text: 'x' }, second * 60 + index),
    );
    cursor.open(from + second * 1000 + 1000);
    const shown = [...cursor.accept(events), ...cursor.accept(events)];
    cursor.close(false);
    for (const { id } of shown) expect(seen.has(id)).toBe(false);
    for (const { id } of shown) seen.add(id);
    expect(cursor.remembered).toBeLessThanOrEqual(most);
  }
  expect(seen.size).toBe(200 * 60);
  expect(cursor.shortenedTo).toBeGreaterThan(from);
  expect(cursor.windowStart()).toBe(cursor.shortenedTo);
});

test('of a log of hours only the stretch that is read again is remembered', () => {
  const cursor = new LogCursor(from);
  for (let at = 0; at < 5 * 3600; at += 1) {
    cursor.open(from + at * 1000 + 500);
    cursor.accept([event({ after: at * 1000, delay: 0, text: 'x' }, at)]);
    cursor.close(at % 60 === 0);
  }
  expect(cursor.remembered).toBeLessThan(15 * 60);
  expect(cursor.shortenedTo).toBeUndefined();
});
