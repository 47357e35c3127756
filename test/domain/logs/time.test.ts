import { expect, test } from 'vitest';
import { parseSince } from '../../../src/domain/logs/since.ts';

const now = Date.UTC(2026, 10, 23, 12);

test.each([
  ['0s', 0],
  ['90s', 90],
  ['5m', 300],
  ['1h30m', 5400],
  ['2d', 172_800],
  ['1w2d3h4m5s', 604_800 + 172_800 + 10_800 + 240 + 5],
])('%s is that long before now', (text, seconds) => {
  expect(parseSince(text, now)).toBe(now - seconds * 1000);
});

test.each([
  ['2026-11-23', '2026-11-23T00:00:00.000Z'],
  ['2026-11-23T08:00', '2026-11-23T08:00:00.000Z'],
  ['2026-11-23 08:00:30', '2026-11-23T08:00:30.000Z'],
  ['2026-11-23T08:00:30.250Z', '2026-11-23T08:00:30.250Z'],
  ['2026-11-23T08:00+01:00', '2026-11-23T07:00:00.000Z'],
  ['2026-11-23 08:00 -0530', '2026-11-23T13:30:00.000Z'],
  ['2028-02-29', '2028-02-29T00:00:00.000Z'],
])('%s is UTC unless it says otherwise', (text, expected) => {
  expect(new Date(parseSince(text, now) ?? 0).toISOString()).toBe(expected);
});

const bad =
  ',10,5x,m5,-5m,1.5h,5 m,1h30,yesterday,now,2026,2026-11,2026-11-23T,2026-11-23T08,2026-11-23 (noon),' +
  '2026-13-01,2026-02-30,2026-02-29,2026-02-30T08:00Z,2026-11-23T25:00,2026-11-23T08:61,26-11-23,23.11.2026';
test.each(bad.split(','))('%j is no time, and never silently now', (text) => {
  expect(parseSince(text, now)).toBeUndefined();
});
