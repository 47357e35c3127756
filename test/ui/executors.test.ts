import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { type ColumnKey, usualColumns, wideColumns } from '../../src/domain/fleet/columns.ts';
import type { ExecutorRow } from '../../src/domain/fleet/executor-row.ts';
import { totalsOf } from '../../src/domain/fleet/totals.ts';
import { executorList } from '../../src/ui/executors/cells.ts';
import { totalsText } from '../../src/ui/executors/footer.ts';
import { watchFrame } from '../../src/ui/executors/watch-frame.ts';
import { WatchLines } from '../../src/ui/executors/watch-lines.ts';
import type { Format } from '../../src/ui/list/format.ts';
import { formatRows, type Layout } from '../../src/ui/list/formats.ts';
import { createPaint } from '../../src/ui/paint.ts';
import { drawn } from '../../src/ui/tty/frame.ts';
import { at } from './recording.ts';

const now = at(0);
const row = (id: string, more: Partial<ExecutorRow> = {}): ExecutorRow => ({
  ...{ id, name: 'glfr-executor', type: 't3.large', state: 'idle', lifecycle: 'on-demand' },
  ...{ zone: 'eu-central-1a', ageSeconds: 75, tags: {}, ...more },
});
const rows = [
  row('i-0a1b2c3d4e5f60718', { state: 'busy', job: { id: 4711, project: 'group/app' }, ageSeconds: 7500 }),
  row('i-0b1b2c3d4e5f60719', { lifecycle: 'spot', type: 'm7g.xlarge\x1b[2J', idleSeconds: 65 }),
];
const layout = (format: Format, width = 80, more: Partial<Layout<ColumnKey>> = {}): Layout<ColumnKey> => ({
  ...{ format, columns: usualColumns, heading: true, now, ...more },
  style: { columns: width, paint: createPaint(false) },
});
const lines = async (format: Format, width?: number, more?: Partial<Layout<ColumnKey>>) =>
  (await formatRows(rows, layout(format, width, more), executorList)).lines;
const block = (all: readonly string[]): string => `\n${all.join('\n')}`;
const widest = (all: readonly string[]): number => Math.max(...all.map((line) => stringWidth(line)));

describe('executors', () => {
  it('are aligned columns on a terminal', async () => {
    expect(block(await lines('table', 100))).toMatchInlineSnapshot(`
      "
      ID                   STATE  TYPE        MARKET     ZONE           AGE    JOB         PROJECT
      i-0a1b2c3d4e5f60718  busy   t3.large    on-demand  eu-central-1a  2h05m  4711        group/app
      i-0b1b2c3d4e5f60719  idle   m7g.xlarge  spot       eu-central-1a  1m15s  idle 1m05s"
    `);
  });

  it('lose the least important columns when it is narrow, and say which', async () => {
    expect(block(await lines('table', 40))).toMatchInlineSnapshot(`
      "
      ID                   STATE  JOB
      i-0a1b2c3d4e5f60718  busy   4711
      i-0b1b2c3d4e5f60719  idle   idle 1m05s"
    `);
    const { leftOut } = await formatRows(rows, layout('table', 40), executorList);
    expect(leftOut).toEqual(['type', 'market', 'zone', 'age', 'project']);
  });

  it.each([19, 30, 40, 60, 80, 200])('fit %i columns', async (width) => {
    expect(widest(await lines('table', width))).toBeLessThanOrEqual(width);
    expect(widest(await lines('wide', width, { columns: wideColumns }))).toBeLessThanOrEqual(width);
  });

  it('are whole in every other format', async () => {
    const columns = ['id', 'type', 'age', 'job', 'launched'] as const;
    expect(await lines('tsv')).toEqual([
      'i-0a1b2c3d4e5f60718\tbusy\tt3.large\ton-demand\teu-central-1a\t2h05m\t4711\tgroup/app',
      'i-0b1b2c3d4e5f60719\tidle\tm7g.xlarge\tspot\teu-central-1a\t1m15s\t\t',
    ]);
    expect(await lines('csv', 80, { columns })).toEqual([
      'id,type,age,job,launched',
      'i-0a1b2c3d4e5f60718,t3.large,7500,4711,',
      'i-0b1b2c3d4e5f60719,m7g.xlarge,75,,',
    ]);
    expect(await lines('csv', 80, { columns, heading: false })).toHaveLength(2);
    expect(await lines('id')).toEqual(rows.map(({ id }) => id));
    expect(JSON.parse((await lines('json')).join(''))).toMatchObject([
      { ageSeconds: 7500 },
      { state: 'idle' },
    ]);
    expect((await lines('yaml')).join('\n')).toMatch(/^- id: i-0a1b2c3d4e5f60718\n/);
    const machine = 'runner-abc123def-glfr-0a1b2c3d-1795431600-0123abcd';
    const { lines: machines } = await formatRows(
      [row('i-1', { keyName: machine })],
      layout('name'),
      executorList,
    );
    expect(machines).toEqual([machine]);
  });

  it('as CSV calculate nothing in a spreadsheet', async () => {
    const hostile = row('i-1', { job: { id: 1, project: '=HYPERLINK("x")' } });
    const shown = await formatRows(
      [hostile],
      layout('csv', 80, { columns: ['project'], heading: false }),
      executorList,
    );
    expect(shown.lines).toEqual([`"'=HYPERLINK(""x"")"`]);
  });

  it('may be none', async () => {
    for (const format of ['table', 'wide', 'tsv', 'name'] as const)
      expect((await formatRows([], layout(format), executorList)).lines).toEqual([]);
    expect((await formatRows([], layout('json'), executorList)).lines).toEqual(['[]']);
  });

  it('are summed up in a sentence', () => {
    expect(totalsText(totalsOf(rows))).toBe('2 executors: 1 busy, 1 idle');
    const paid = rows.map((one) => ({ ...one, vCpus: 2, costPerHour: 0.0832, costSoFar: 0.5 }));
    expect(totalsText(totalsOf(paid, 10), 7)).toBe(
      '2 of 7 executors: 1 busy, 1 idle; 4 vCPUs; $0.17/h, $1.00 so far; at most 10',
    );
    expect(totalsText(totalsOf([...paid, row('i-3')], 10))).toContain('; at least $0.17/h, $1.00 so far;');
  });
});

describe('a watched list', () => {
  const many = Array.from({ length: 53 }, (_, index) =>
    row(`i-0a1b2c3d4e5f607${String(index).padStart(2, '0')}`, { state: index % 3 ? 'busy' : 'idle' }),
  );
  const frame = (all: readonly ExecutorRow[], [width, height]: readonly [number, number], offset = 0) =>
    drawn(
      watchFrame({
        ...{ rows: all, layout: layout('table', width) },
        list: { stackName: 'glfr', rows: [...all], lacking: ['The log could not be read.'], limit: 60 },
      }),
      { height, offset, now: at(0), hasKeys: true, style: layout('table', width).style },
    );

  it.each([
    [80, 24],
    [40, 24],
    [40, 10],
    [120, 6],
    [30, 5],
  ] as const)('has room for itself on %i × %i', (width, height) => {
    for (const all of [many, rows, []]) {
      const shown = frame(all, [width, height], 7);
      expect(shown.length).toBeLessThan(Math.max(height, 5));
      expect(widest(shown)).toBeLessThanOrEqual(width);
    }
  });

  it('shows a part of a long list, and which', () => {
    const shown = frame(many, [80, 12], 10);
    expect(block(shown.map((line) => line.replace(/\d\d:\d\d:\d\d/, 'hh:mm:ss')))).toMatchInlineSnapshot(`
      "
      ID                   STATE  TYPE      MARKET     ZONE           AGE    JOB
      i-0a1b2c3d4e5f60710  busy   t3.large  on-demand  eu-central-1a  1m15s
      i-0a1b2c3d4e5f60711  busy   t3.large  on-demand  eu-central-1a  1m15s
      i-0a1b2c3d4e5f60712  idle   t3.large  on-demand  eu-central-1a  1m15s
      i-0a1b2c3d4e5f60713  busy   t3.large  on-demand  eu-central-1a  1m15s
      i-0a1b2c3d4e5f60714  busy   t3.large  on-demand  eu-central-1a  1m15s
      i-0a1b2c3d4e5f60715  idle   t3.large  on-demand  eu-central-1a  1m15s
      53 executors: 35 busy, 18 idle; at most 60
      ! The log could not be read.
      1 column more in a wider terminal, or --json
      hh:mm:ss  q ends; rows 11-16 of 53, ↑↓ scroll"
    `);
    // Never beyond its end.
    expect(frame(many, [80, 12], 999).join('\n')).toContain('rows 48-53 of 53');
  });

  it('where nothing can be drawn anew says what is new, changed or gone', () => {
    const changes = new WatchLines();
    expect(changes.lines(rows, layout('tsv'))).toHaveLength(2);
    const older = rows.map((one) => ({ ...one, ageSeconds: 9999 }));
    expect(changes.lines(older, layout('tsv'))).toEqual([]);
    expect(changes.lines(older.slice(0, 1), layout('tsv'))).toEqual([
      expect.stringMatching(/^i-0b1b2c3d4e5f60719\tterminated\t/),
    ]);
    const json = changes.lines([{ ...rows[0]!, state: 'removing' }, ...rows.slice(1)], layout('json'));
    expect(json.map((line) => JSON.parse(line).executor.state)).toEqual(['removing', 'idle']);
    expect(JSON.parse(changes.lines([], layout('json'))[0]!)).toMatchObject({ type: 'executor.ended' });
  });
});
