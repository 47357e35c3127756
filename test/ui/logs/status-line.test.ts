import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { StatusLine } from '../../../src/ui/logs/status-line.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const said = 'following · last line 2s ago · 3 of 4 jobs · Ctrl-C ends';

function open(columns: number) {
  const size = { columns };
  let written = '';
  const write = (text: string) => {
    written += text;
  };
  const terminal = { write, columns: () => size.columns };
  const line = new StatusLine(terminal, () => said);
  const take = () => {
    const text = written;
    written = '';
    return text;
  };
  return { line, size, take };
}

test('it comes when the log is quiet, goes before anything is written, and never wipes the screen', () => {
  const { line, take } = open(80);
  vi.advanceTimersByTime(300);
  line.hide();
  vi.advanceTimersByTime(300);
  expect(take()).toBe('');
  vi.advanceTimersByTime(200);
  expect(take()).toBe(`\x1b[2m${said}\x1b[22m\r`);
  line.hide();
  expect(take()).toBe('\r\x1b[J');
  line.hide();
  expect(take()).toBe('');
  vi.advanceTimersByTime(400);
  take();
  line.end();
  expect(take()).toBe('\r\x1b[J');
  vi.advanceTimersByTime(5000);
  expect(take()).toBe('');
});

test.each([
  [40, 'following · last line 2s ago'],
  [57, said],
  [56, 'following · last line 2s ago · 3 of 4 jobs'],
  [12, 'following'],
  [6, 'follo'],
])('at %d columns it says what fits', (columns, text) => {
  const { take } = open(columns);
  vi.advanceTimersByTime(500);
  expect(take()).toBe(`\x1b[2m${text}\x1b[22m\r`);
});

test('in a window made narrower it is drawn anew from its first row on', () => {
  const { size, take } = open(80);
  vi.advanceTimersByTime(500);
  take();
  size.columns = 20;
  vi.advanceTimersByTime(1000);
  expect(take()).toBe('\r\x1b[J\x1b[2mfollowing\x1b[22m\r');
});
