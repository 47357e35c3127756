import { describe, expect, it } from 'vitest';
import { parseAge } from '../../../src/domain/fleet/age.ts';
import { changesBetween } from '../../../src/domain/fleet/changes.ts';
import { columnValue } from '../../../src/domain/fleet/column-value.ts';
import { columnKeys } from '../../../src/domain/fleet/columns.ts';
import type { ExecutorRow } from '../../../src/domain/fleet/executor-row.ts';
import { selectRows } from '../../../src/domain/fleet/selection.ts';
import { totalsOf } from '../../../src/domain/fleet/totals.ts';
import { parseColumns, parseSort } from '../../../src/domain/list/columns.ts';
import { sortRows } from '../../../src/domain/list/sort-rows.ts';

const row = (id: string, more: Partial<ExecutorRow> = {}): ExecutorRow => ({
  ...{
    id,
    type: 't3.large',
    state: 'idle',
    lifecycle: 'on-demand',
    zone: 'eu-central-1a',
    tags: {},
    ...more,
  },
});
const busy = row('busy', {
  ...{ state: 'busy', job: { id: 7, project: 'acme/web/admin' }, ageSeconds: 100, zone: 'eu-central-1b' },
});
const old = row('old', { type: 'm5.10xlarge', lifecycle: 'spot', ageSeconds: 9000 });
const new_ = row('new', { type: 'm5.2xlarge', state: 'pending' });
const all = [busy, old, new_];
const names = (rows: readonly ExecutorRow[]) => rows.map(({ id }) => id);

describe('a selection', () => {
  it.each([
    [{}, ['busy', 'old', 'new']],
    [{ states: ['busy', 'pending'] }, ['busy', 'new']],
    [{ jobs: [7, 8] }, ['busy']],
    [{ projects: ['WEB'] }, ['busy']],
    [{ projects: ['acme/*'] }, ['busy']],
    [{ projects: ['web'], states: ['idle'] }, []],
    [{ zones: ['b'] }, ['busy']],
    [{ types: ['m5'] }, ['old', 'new']],
    [{ types: ['*.2xlarge', 't3.large'] }, ['busy', 'new']],
    [{ types: ['5'] }, []],
    [{ market: 'spot' }, ['old']],
    // Whose age is not known is not older than anything.
    [{ olderThanSeconds: 60 }, ['busy', 'old']],
  ] as const)('%j', (wanted, expected) => {
    expect(names(selectRows(all, wanted))).toEqual(expected);
  });
});

describe('an order', () => {
  it.each([
    ['-age', ['old', 'busy', 'new']],
    ['age', ['busy', 'old', 'new']],
    ['type', ['new', 'old', 'busy']],
    ['market,-type', ['busy', 'new', 'old']],
    ['job', ['busy', 'old', 'new']],
  ])('%s', (text, expected) => {
    expect(names(sortRows(all, parseSort(text, columnKeys), columnValue))).toEqual(expected);
  });
});

it('words of columns, orders and ages that are not known are refused', () => {
  expect(parseColumns(' ID, job ', columnKeys)).toEqual(['id', 'job']);
  expect(() => parseColumns('id,ip', columnKeys)).toThrow(/--columns: there is no ip/);
  expect(() => parseColumns(',', columnKeys)).toThrow(/nothing in it/);
  expect(() => parseSort('-when', columnKeys)).toThrow(/--sort: there is no when/);
  expect(parseAge('1h30m')).toBe(5400);
  expect(() => parseAge('soon')).toThrow(/--older-than soon is no length of time/);
});

it('totals count what is paid for', () => {
  const rows = [
    row('a', { vCpus: 2, costPerHour: 0.1, costSoFar: 1 }),
    row('b', { vCpus: 8, type: 'x9.mega' }),
    row('c', { vCpus: 2, costPerHour: 0.1, costSoFar: 2, state: 'terminated' }),
  ];
  expect(totalsOf(rows, 5)).toEqual({
    ...{ executors: 3, vCpus: 10, costPerHour: 0.1, costSoFar: 3, unpriced: ['x9.mega'], limit: 5 },
    states: [
      ['idle', 2],
      ['terminated', 1],
    ],
  });
});

it('an age that goes on is no change', () => {
  const older = { ...busy, ageSeconds: 105, costSoFar: 1 };
  const done = row('old', { state: 'removing' });
  expect(changesBetween(all, [older, done])).toEqual({ changed: [done], gone: [new_] });
});
