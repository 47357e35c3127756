import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Shown } from '../../../src/domain/logs/shown.ts';
import { logFormatter, searchText } from '../../../src/ui/logs/format.ts';
import { highlighted } from '../../../src/ui/logs/highlight.ts';
import type { LogStyle } from '../../../src/ui/logs/style.ts';

beforeAll(() => {
  vi.stubEnv('TZ', 'Europe/Berlin');
});
afterAll(() => void vi.unstubAllEnvs());

const now = Date.UTC(2026, 2, 1, 12, 5);
const time = Date.UTC(2026, 2, 1, 12, 0, 5);
const pipe: LogStyle = { utc: false, isTty: false, colour: false, now: () => now };
const terminal: LogStyle = { ...pipe, isTty: true };

const shown = (message: object | string, more: object = {}): Shown => ({
  event: {
    ...{ id: 'e1', time, ingestedAt: time + 1000, stream: 'manager/manager/1f2e' },
    message: typeof message === 'string' ? message : JSON.stringify(message),
    ...more,
  },
});
const failed = {
  ...{ level: 'warning', msg: 'Job failed: exit code 1', job: 4711, project_full_path: 'group/app' },
  ...{ 'instance-id': 'i-0a1b', duration_s: 65.2, correlation_id: '01H', exit_code: 1 },
};

describe('a line', () => {
  it('on a terminal: local time, level, words, job and executor, what helps', () => {
    const line = logFormatter(terminal);
    expect(line(shown(failed))).toBe(
      '13:00:05  warning: Job failed: exit code 1  job 4711 on i-0a1b  group/app · took 1m05s',
    );
    expect(line(shown('panic: \x1b[31mnot json'))).toBe('13:00:05  panic: not json');
  });

  it('says each fact once', () => {
    const line = logFormatter(terminal);
    const why = { failure_reason: 'script_failure', error: 'exit code 1' };
    expect(line(shown({ ...failed, ...why }))).toMatch(/i-0a1b {2}group\/app · script_failure · took 1m05s$/);
    // What only begins alike is another fact.
    const other = { ...failed, msg: 'Job failed: exit code 137', error: 'exit code 137', exit_code: 1 };
    expect(line(shown(other))).toMatch(/exit code 137 {2}job .* {2}group\/app · exit code 1 · took/);
  });

  it('short: without what helps', () => {
    expect(logFormatter({ ...terminal, format: 'short', utc: true })(shown(failed))).toBe(
      '12:00:05  warning: Job failed: exit code 1  job 4711 on i-0a1b',
    );
  });

  it('in a pipe: ISO time and the message, one line each and harmless', () => {
    expect(logFormatter(pipe)(shown(failed))).toBe(`2026-03-01T12:00:05.000Z ${JSON.stringify(failed)}`);
    expect(logFormatter(pipe)(shown('two\nlines\x1b[2J'))).toBe('2026-03-01T12:00:05.000Z two lines');
  });

  it('raw in a pipe: byte for byte, but for one line break at the end', () => {
    const message = 'two\nlines \x1b[2J\ttab\r\n\n';
    expect(logFormatter({ ...pipe, format: 'raw' })(shown(message))).toBe('two\nlines \x1b[2J\ttab\r\n');
    expect(logFormatter({ ...terminal, format: 'raw' })(shown(message))).toBe('two\nlines  tab\n');
  });

  it('json: as CloudWatch has it and as glfr reads it; a forged object stays a text', () => {
    const line = logFormatter({ ...pipe, format: 'json' });
    expect(JSON.parse(line(shown(failed)))).toEqual({
      ...{ time: '2026-03-01T12:00:05.000Z', ingestedAt: '2026-03-01T12:00:06.000Z', id: 'e1' },
      ...{ stream: 'manager/manager/1f2e', message: JSON.stringify(failed), level: 'warning' },
      ...{ text: 'Job failed: exit code 1', job: 4711, project: 'group/app', executor: 'i-0a1b' },
    });
    const forged = 'x"}\n{"type":"error","\x9b2J';
    const text = line(shown(forged));
    expect(text).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
    expect(JSON.parse(text)).toMatchObject({ message: forged });
    expect(JSON.parse(text)).not.toHaveProperty('type');
  });

  it.each([
    ['iso', '2026-03-01T12:00:05.000Z  x'],
    ['relative', ' 4m55s ago  x'],
    ['none', 'x'],
    ['short', '13:00:05  x'],
  ] as const)('with its time %s', (timestamps, expected) => {
    expect(logFormatter({ ...terminal, timestamps })(shown('x'))).toBe(expected);
  });

  it('names the day when it is not today’s', () => {
    const before = shown('x', { time: time - 86_400_000 });
    expect(logFormatter(terminal)(before)).toBe('02-28 13:00:05  x');
  });

  it('says how late it is when newer ones stand above it', () => {
    const line = logFormatter(terminal);
    line(shown('x', { time: time + 60_000 }));
    expect(line(shown('y', { ingestedAt: time + 37_000 }))).toBe('13:00:05  y  late +37s');
  });

  it('is wrapped between words under its text, as wide as the window is now; raw and in a pipe it is not', () => {
    let columns = 40;
    const sized: LogStyle = { ...terminal, columns: () => columns };
    const line = logFormatter(sized);
    expect(`\n${line(shown(failed))}`).toMatchInlineSnapshot(`
      "
      13:00:05  warning: Job failed: exit code
                1  job 4711 on i-0a1b
                group/app · took 1m05s"
    `);
    columns = 60;
    expect(line(shown(failed)).split('\n')).toHaveLength(2);
    const long = `see https://gitlab.example.com/${'group/'.repeat(10)} there`;
    expect(line(shown(long))).toBe(`13:00:05  see\n          ${long.split(' ')[1]}\n          there`);
    expect(logFormatter({ ...sized, format: 'raw' })(shown(failed))).toBe(JSON.stringify(failed));
    expect(logFormatter({ ...sized, isTty: false, format: 'pretty' })(shown(failed))).not.toContain('\n');
  });

  it('of 256 KB is cut for people, and told so; a half of a character is none', () => {
    const line = logFormatter(terminal)(shown('😀'.repeat(64 * 1024)));
    expect(line.length).toBeLessThan(4100);
    expect(line).toMatch(/… \(128 kB; -o raw has it all\)$/);
    expect(line.isWellFormed()).toBe(true);
  });

  it('is separated from matches further up', () => {
    expect(logFormatter(terminal)({ ...shown('x'), gap: true })).toBe('--\n13:00:05  x');
  });

  it('is searched as it is seen', () => {
    expect(searchText(shown(failed))).toContain('job 4711 on i-0a1b');
  });
});

describe('what stands out', () => {
  const mark = (pattern: RegExp) => (text: string) =>
    [...text.matchAll(pattern)].map((match) => [match.index, match.index + match[0].length] as const);

  it('is reversed, and colours stay as they are', () => {
    expect(highlighted('a \x1b[31mred\x1b[39m word', mark(/red w/g))).toBe(
      'a \x1b[31m\x1b[7mred\x1b[27m\x1b[39m\x1b[7m w\x1b[27mord',
    );
    expect(highlighted('plain', mark(/x/g))).toBe('plain');
    expect(highlighted('aaa', mark(/a|(?=a)/g))).toBe('\x1b[7ma\x1b[27m\x1b[7ma\x1b[27m\x1b[7ma\x1b[27m');
  });

  it('only where there are colours', () => {
    const highlight = mark(/x/g);
    expect(logFormatter({ ...pipe, format: 'raw', highlight })(shown('x'))).toBe('x');
    expect(logFormatter({ ...terminal, colour: true, format: 'raw', highlight })(shown('x'))).toBe(
      '\x1b[7mx\x1b[27m',
    );
  });
});
