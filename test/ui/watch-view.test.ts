import { describe, expect, it } from 'vitest';
import { WatchView } from '../../src/ui/tty/watch-view.tsx';
import { FakeTerminal } from './terminal.ts';

const drawn = () => new Promise((resolve) => setTimeout(resolve, 60));

async function open(columns: number, rows: number) {
  const terminal = new FakeTerminal(columns, rows);
  terminal.write('$ seq 2\n1\n2\n$ glfr status --watch\n');
  const view = new WatchView(terminal as unknown as NodeJS.WriteStream);
  return { terminal, view };
}

describe('a watched result', () => {
  it.each([
    [80, 24],
    [40, 6],
  ])(
    'is drawn in place at %i × %i, and leaves the terminal as it was but for the last frame',
    async (columns, rows) => {
      const { terminal, view } = await open(columns, rows);
      for (const number of [1, 2, 3]) {
        const lines = Array.from({ length: 10 }, (_, line) => `line ${line} of ${number} at ${columns}`);
        await view.show(async () => lines);
        await drawn();
        const shown = terminal.text().trimStart().split('\n');
        expect(shown.length).toBeLessThan(rows);
        expect(shown[0]).toBe(`line 0 of ${number} at ${columns}`);
        if (rows < 10) expect(shown.at(-1)).toBe('… 6 more lines');
      }
      expect(terminal.cursorVisible).toBe(false);
      await view.release();
      const left = terminal.text().split('\n');
      expect(left.slice(0, 4)).toEqual(['$ seq 2', '1', '2', '$ glfr status --watch']);
      expect(left.slice(4)).toEqual(
        Array.from({ length: 10 }, (_, line) => `line ${line} of 3 at ${columns}`),
      );
      expect(terminal.cursorVisible).toBe(true);
      // Never the whole scrollback.
      expect(terminal.raw).not.toContain('\x1b[3J');
    },
  );

  it('is laid out anew when the window changes', async () => {
    const { terminal, view } = await open(80, 24);
    await view.show(async (columns) => [`for ${columns} columns`]);
    await drawn();
    Object.assign(terminal, { columns: 30 });
    terminal.emit('resize');
    await drawn();
    expect(terminal.text().trim()).toBe('for 30 columns');
    await view.release();
  });

  it('writes only what changed', async () => {
    const { terminal, view } = await open(80, 24);
    const frame = (last: string) => async () => ['the same first line', 'the same second line', last];
    await view.show(frame('a'));
    await drawn();
    const before = terminal.raw.length;
    await view.show(frame('b'));
    await drawn();
    expect(terminal.raw.slice(before)).toContain('b');
    expect(terminal.raw.slice(before)).not.toContain('the same');
    await view.release();
  });
});
