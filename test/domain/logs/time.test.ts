import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDuration, parseTime } from '../../../src/domain/logs/time.ts';

const now = Date.UTC(2026, 10, 23, 12);
const hour = 3_600_000;
const utc = { now, atZone: (wall: number) => wall };
/** An hour ahead of UTC. */
const berlin = { now, atZone: (wall: number) => wall - hour };

test.each([
  ['0s', 0],
  ['90s', 90],
  ['5m', 300],
  ['1h30m', 5400],
  ['2d', 172_800],
  ['1w2d3h4m5s', 604_800 + 172_800 + 10_800 + 240 + 5],
  ['2 hours ago', 7200],
  ['1 hour 30 minutes ago', 5400],
  ['1 day, 2 hours and 3 seconds ago', 86_400 + 7200 + 3],
  ['90 secs ago', 90],
  ['5m ago', 300],
  ['1h30m ago', 5400],
])('%s is that long before now', (text, seconds) => {
  expect(parseTime(text, utc)).toBe(now - seconds * 1000);
  expect(parseTime(text, berlin)).toBe(now - seconds * 1000);
});

test.each([
  ['2026-11-23', '2026-11-23T00:00:00.000Z'],
  ['2026-11-23T08:00', '2026-11-23T08:00:00.000Z'],
  ['2026-11-23 08:00:30', '2026-11-23T08:00:30.000Z'],
  ['2026-11-23T08:00:30.250Z', '2026-11-23T08:00:30.250Z'],
  ['2026-11-23T08:00+01:00', '2026-11-23T07:00:00.000Z'],
  ['2026-11-23 08:00 -0530', '2026-11-23T13:30:00.000Z'],
  ['2028-02-29', '2028-02-29T00:00:00.000Z'],
  ['1795420800', '2026-11-23T08:00:00.000Z'],
  ['1795420800250', '2026-11-23T08:00:00.250Z'],
  ['08:15', '2026-11-23T08:15:00.000Z'],
  ['8:15:30', '2026-11-23T08:15:30.000Z'],
  ['12:00', '2026-11-23T12:00:00.000Z'],
  ['23:30', '2026-11-22T23:30:00.000Z'],
])('%s, in UTC', (text, expected) => {
  expect(new Date(parseTime(text, utc) ?? 0).toISOString()).toBe(expected);
});

test.each([
  ['2026-11-23T08:00', '2026-11-23T07:00:00.000Z'],
  ['2026-11-23T08:00Z', '2026-11-23T08:00:00.000Z'],
  ['2026-11-23', '2026-11-22T23:00:00.000Z'],
  ['12:30', '2026-11-23T11:30:00.000Z'],
  ['13:30', '2026-11-22T12:30:00.000Z'],
])('%s, in a zone an hour ahead', (text, expected) => {
  expect(new Date(parseTime(text, berlin) ?? 0).toISOString()).toBe(expected);
});

const bad =
  ',10,5x,m5,-5m,1.5h,5 m,1h30,yesterday,now,2026,2026-11,2026-11-23T,2026-11-23T08,2026-11-23 (noon),' +
  '2026-13-01,2026-02-30,2026-02-29,2026-02-30T08:00Z,2026-11-23T25:00,2026-11-23T08:61,26-11-23,23.11.2026,' +
  'ago,2 ago,hours ago,2 hours,two hours ago,2 hours ago ago,24:30,8:61,8:1,179542080,17954208000';
test.each(bad.split(','))('%j is no time, and never silently now', (text) => {
  expect(parseTime(text, utc)).toBeUndefined();
});

describe('any text', () => {
  test('is a time that is finite and not before 1970, or none, and never slow', () => {
    const unit = fc.constantFrom('1', '0', '9', 'h', 'm', ' ', ':', '-', 'T', 'Z', ' ago', 'and', ',');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        const time = parseTime(text, utc);
        expect(time === undefined || (Number.isFinite(time) && time >= 0)).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(parseTime(`${'1'.repeat(100_000)} ago`, utc)).toBeUndefined();
    expect(parseTime('99999999999w', utc)).toBe(0);
  });

  test('that is a duration comes back from its parts', () => {
    const counts = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99));
    fc.assert(
      fc.property(counts, ([d, h, s]) => {
        expect(parseDuration(`${d}d${h}h${s}s`)).toBe(d * 24 * hour + h * hour + s * 1000);
      }),
    );
    expect(parseDuration('10')).toBeUndefined();
  });
});
