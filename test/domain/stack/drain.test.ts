import { expect, test } from 'vitest';
import { longJobMs, outlastsUpdate } from '../../../src/domain/stack/drain.ts';

const now = Date.UTC(2026, 10, 24);

test.each([
  ['no job', [], false],
  ['a short job', [{ startedAt: now - longJobMs + 1 }], false],
  ['a long job', [{ startedAt: now - longJobMs }], true],
  ['a long job among short ones', [{ startedAt: now }, { startedAt: now - 2 * longJobMs }], true],
  ['a long job that has ended', [{ startedAt: now - 2 * longJobMs, endedAt: now }], false],
  ['one that waits for its executor for long', [{ takenAt: now - longJobMs }], true],
  ['one of which only the end of its log was read', [{}], false],
])('an update waits for the jobs first: %s', (_, jobs, expected) => {
  expect(outlastsUpdate(jobs, now)).toBe(expected);
});
