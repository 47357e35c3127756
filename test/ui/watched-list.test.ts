import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { type ColumnKey, usualColumns } from '../../src/domain/fleet/columns.ts';
import type { ExecutorRow } from '../../src/domain/fleet/executor-row.ts';
import { WatchedList } from '../../src/ui/executors/watched-list.ts';
import { createPaint } from '../../src/ui/paint.ts';
import { WatchView } from '../../src/ui/tty/watch-view.tsx';
import { at } from './recording.ts';
import { FakeTerminal } from './terminal.ts';

const rows = Array.from(
  { length: 53 },
  (_, n): ExecutorRow => ({
    ...{ id: `i-0a1b2c3d4e5f607${String(n).padStart(2, '0')}`, type: 't3.large', state: 'idle' },
    ...{ lifecycle: 'spot', zone: 'eu-central-1a', tags: {} },
  }),
);

const paint = createPaint(false);
const drawn = () => new Promise((resolve) => setTimeout(resolve, 60));

function open(
  columns: number,
  of: (rows: readonly ExecutorRow[]) => readonly ColumnKey[] = () => usualColumns,
) {
  const terminal = new FakeTerminal(columns, 10);
  const view = new WatchView({
    ...{ stdout: terminal as unknown as NodeJS.WriteStream, paint, now: () => at(0), onQuit: () => {} },
    stdin: new PassThrough() as unknown as NodeJS.ReadStream,
  });
  const list = new WatchedList({
    view,
    choose: (all) => [...all],
    layout: (shown, width) => ({
      ...{ format: 'table', columns: of(shown), heading: true, now: at(0) },
      style: { columns: width, paint },
    }),
  });
  return { terminal, list };
}

it.each([80, 40])(
  'a long list on %i columns never wipes what was there, and stays within the screen',
  async (columns) => {
    const { terminal, list } = open(columns);
    for (let look = 0; look < 5; look++) {
      const changed = rows.map((row, n): ExecutorRow => (n === look ? { ...row, state: 'busy' } : row));
      await list.show({ stackName: 'glfr', rows: changed, lacking: [] });
      await drawn();
    }
    const raw = terminal.raw;
    await list.close();
    // A screen of its own, left again; neither the scrollback nor the whole screen is erased, so nothing flickers.
    expect(raw.startsWith('\x1b[?1049h')).toBe(true);
    expect(raw).not.toMatch(/\x1b\[[23]J|\x1bc/);
    expect(terminal.raw).toContain('\x1b[?1049l');
    // Without a keyboard nobody is told of keys.
    expect(raw).toMatch(/Ctrl-C ends; rows 1-\d of 53/);
    expect(raw).not.toContain('scroll');
    expect(terminal.cursorVisible).toBe(true);
    const left = terminal.raw.slice(terminal.raw.lastIndexOf('\x1b[?1049l'));
    expect(left).toContain('53 executors: 1 busy, 52 idle');
    expect(left).not.toContain('ends');
  },
);

it('columns do not come and go', async () => {
  const { terminal, list } = open(80, (shown) =>
    shown.some(({ name }) => name) ? ['id', 'name', 'state', 'project'] : ['id', 'state', 'project'],
  );
  const [one] = rows as [ExecutorRow];
  const show = async (more: Partial<ExecutorRow>) => {
    await list.show({ stackName: 'glfr', rows: [{ ...one, ...more }], lacking: [] });
    await drawn();
    return terminal.text().trim().split('\n').slice(0, 2).join('\n');
  };
  expect(await show({})).toMatchInlineSnapshot(`
    "ID                   STATE  PROJECT
    i-0a1b2c3d4e5f60700  idle"
  `);
  expect(await show({ name: 'runner-abc-glfr-1' })).toMatchInlineSnapshot(`
    "ID                   NAME               STATE  PROJECT
    i-0a1b2c3d4e5f60700  runner-abc-glfr-1  idle"
  `);
  const project = 'a-group-with-a-long-name/and-a-project-with-one';
  expect(await show({ job: { id: 1, project } })).toMatchInlineSnapshot(`
    "ID                   STATE  PROJECT
    i-0a1b2c3d4e5f60700  idle   a-group-with-a-long-name/and-a-project-with-one"
  `);
  expect(await show({})).toMatchInlineSnapshot(`
    "ID                   STATE  PROJECT
    i-0a1b2c3d4e5f60700  idle"
  `);
  await list.close();
});
