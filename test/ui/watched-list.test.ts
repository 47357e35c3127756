import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { usualColumns } from '../../src/domain/fleet/columns.ts';
import type { ExecutorRow } from '../../src/domain/fleet/executor-row.ts';
import { WatchedList } from '../../src/ui/executors/watched-list.tsx';
import { createPaint } from '../../src/ui/paint.ts';
import { at } from './recording.ts';
import { FakeTerminal } from './terminal.ts';

const rows = Array.from(
  { length: 53 },
  (_, n): ExecutorRow => ({
    ...{ id: `i-0a1b2c3d4e5f607${String(n).padStart(2, '0')}`, type: 't3.large', state: 'idle' },
    ...{ lifecycle: 'spot', zone: 'eu-central-1a', tags: {} },
  }),
);

it.each([80, 40])(
  'a long list on %i columns never wipes what was there, and stays within the screen',
  async (columns) => {
    const terminal = new FakeTerminal(columns, 10);
    const view = new WatchedList({
      stdout: terminal as unknown as NodeJS.WriteStream,
      stdin: new PassThrough() as unknown as NodeJS.ReadStream,
      choose: (all) => [...all],
      layout: (_rows, width) => ({
        ...{ format: 'table', columns: usualColumns, heading: true, now: at(0) },
        style: { columns: width, paint: createPaint(false) },
      }),
      onQuit: () => {},
    });
    for (let look = 0; look < 5; look++) {
      const changed = rows.map((row, n): ExecutorRow => (n === look ? { ...row, state: 'busy' } : row));
      await view.show({ stackName: 'glfr', rows: changed, lacking: [] });
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    const drawn = terminal.raw;
    await view.close();
    // A screen of its own, left again; neither the scrollback nor the whole screen is erased, so nothing flickers.
    expect(drawn.startsWith('\x1b[?1049h')).toBe(true);
    expect(drawn).not.toMatch(/\x1b\[[23]J|\x1bc/);
    expect(terminal.raw).toContain('\x1b[?1049l');
    expect(drawn).toContain(', ↑↓');
    expect(terminal.cursorVisible).toBe(true);
    const left = terminal.raw.slice(terminal.raw.lastIndexOf('\x1b[?1049l'));
    expect(left).toContain('53 executors: 1 busy, 52 idle');
    expect(left).not.toContain('q ends');
  },
);
