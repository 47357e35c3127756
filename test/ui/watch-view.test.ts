import { describe, expect, it } from 'vitest';
import { createPaint } from '../../src/ui/paint.ts';
import { WatchView } from '../../src/ui/tty/watch-view.tsx';
import { at } from './recording.ts';
import { FakeKeyboard, FakeTerminal } from './terminal.ts';

const drawn = () => new Promise((resolve) => setTimeout(resolve, 60));

async function open(columns: number, rows: number) {
  const terminal = new FakeTerminal(columns, rows);
  terminal.write('$ seq 2\n1\n2\n$ glfr status --watch\n');
  const keyboard = new FakeKeyboard();
  const quits: string[] = [];
  const view = new WatchView({
    stdout: terminal as unknown as NodeJS.WriteStream,
    stdin: keyboard as unknown as NodeJS.ReadStream,
    ...{ paint: createPaint(false), now: () => at(0), onQuit: () => void quits.push('q') },
  });
  const press = async (keys: string) => {
    keyboard.write(keys);
    await drawn();
    return screen(terminal);
  };
  return { terminal, view, press, quits };
}

const screen = (terminal: FakeTerminal) =>
  terminal
    .text()
    .trimStart()
    .replace(/\d\d:\d\d:\d\d/, 'hh:mm:ss');
const lines = (...body: string[]) => ({ head: [], body, foot: [], noun: 'lines' }) as const;

describe('a watched result', () => {
  it.each([
    [80, 24],
    [40, 6],
  ])(
    'is drawn in place at %i × %i, and leaves the terminal as it was but for the last frame',
    async (columns, rows) => {
      const { terminal, view } = await open(columns, rows);
      for (const number of [1, 2, 3]) {
        const body = Array.from({ length: 10 }, (_, line) => `line ${line} of ${number} at ${columns}`);
        await view.show(async () => lines(...body));
        await drawn();
        const shown = terminal.text().trimStart().split('\n');
        expect(shown.length).toBeLessThan(rows);
        expect(shown[0]).toBe(`line 0 of ${number} at ${columns}`);
        expect(shown.at(-1)).toMatch(
          rows < 10 ? /^[\d:]{8} {2}q ends; lines 1-4 of 10, ↑↓/ : /^[\d:]{8} {2}q ends$/,
        );
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
    await view.show(async (columns) => lines(`for ${columns} columns`));
    await drawn();
    Object.assign(terminal, { columns: 30 });
    terminal.emit('resize');
    await drawn();
    expect(screen(terminal)).toBe('for 30 columns\nhh:mm:ss  q ends');
    await view.release();
  });

  it.each(['status', 'jobs'])(
    'of %s scrolls between its head and its foot, and stays where it is',
    async (what) => {
      const { terminal, view, press, quits } = await open(60, 9);
      const of = (look: number) => {
        const body = Array.from({ length: 12 }, (_, n) => `line ${n + 1}, look ${look}`);
        return what === 'status'
          ? lines(...body)
          : ({ head: ['HEAD'], body, foot: ['foot'], noun: 'rows' } as const);
      };
      await view.show(async () => of(1));
      await drawn();
      const shown = (from: number, to: number) => {
        const body = Array.from({ length: to - from + 1 }, (_, n) => `line ${from + n}, look 1`);
        const whole = what === 'status' ? body : ['HEAD', ...body, 'foot'];
        const noun = what === 'status' ? 'lines' : 'rows';
        return [...whole, `hh:mm:ss  q ends; ${noun} ${from}-${to} of 12, ↑↓ scroll`].join('\n');
      };
      expect(screen(terminal)).toBe(what === 'status' ? shown(1, 7) : shown(1, 5));
      expect(await press('\x1b[B')).toBe(what === 'status' ? shown(2, 8) : shown(2, 6));
      await view.show(async () => of(2));
      await drawn();
      expect(screen(terminal)).toContain('line 2, look 2');
      expect(screen(terminal)).not.toContain('line 1, look 2');
      expect(await press(' ')).toMatch(what === 'status' ? /lines 6-12 of 12/ : /rows 6-10 of 12/);
      expect(await press('G')).toMatch(what === 'status' ? /lines 6-12 of 12/ : /rows 8-12 of 12/);
      expect(await press('k')).toMatch(what === 'status' ? /lines 5-11 of 12/ : /rows 7-11 of 12/);
      expect(await press('g')).toMatch(/(lines|rows) 1-/);
      await press('G');
      // A shorter one pulls it back.
      await view.show(async () => lines('all there is'));
      await drawn();
      expect(screen(terminal)).toBe('all there is\nhh:mm:ss  q ends');
      await press('q');
      expect(quits).toEqual(['q']);
      await view.release();
    },
  );

  it('has its blank lines', async () => {
    const { terminal, view } = await open(60, 9);
    await view.show(async () => lines('one', '', 'two'));
    await drawn();
    expect(screen(terminal)).toBe('one\n\ntwo\nhh:mm:ss  q ends');
    await view.release();
  });

  it('writes only what changed', async () => {
    const { terminal, view } = await open(80, 24);
    const frame = (last: string) => async () => lines('the same first line', 'the same second line', last);
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
