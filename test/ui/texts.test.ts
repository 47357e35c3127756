import { beforeAll, describe, expect, it, vi } from 'vitest';
import { GlfrError } from '../../src/domain/error.ts';
import { duration } from '../../src/ui/duration.ts';
import { errorLines } from '../../src/ui/error-text.ts';
import { logOutput } from '../../src/ui/log-output.ts';
import { logEvent } from './recording.ts';

beforeAll(() => {
  vi.stubEnv('TZ', 'UTC');
});

describe('log output', () => {
  const succeeded = {
    ...{ level: 'warning', msg: 'Job failed: exit code 1', job: 4711, project_full_path: 'group/app' },
    ...{ 'instance-id': 'i-0a1b', duration_s: 65.2, correlation_id: '01H', exit_code: 1 },
  };

  it('for people: time, level, words, job and executor, what helps', () => {
    const line = logOutput({ json: false, isTty: true, colour: false });
    expect(line(logEvent(5, succeeded))).toBe(
      '12:00:05  warning: Job failed: exit code 1  job 4711 on i-0a1b  group/app · exit code 1 · took 1m05s',
    );
    expect(
      line(
        logEvent(5, { level: 'info', msg: 'instance is ready', instance: 'i-0a1b', took: 65_300_000_000 }),
      ),
    ).toBe('12:00:05  instance is ready  i-0a1b  took 1m05s');
    expect(line(logEvent(5, 'panic: \x1b[31mnot json'))).toBe('12:00:05  panic: not json');
  });

  it('in a pipe: ISO time and the message as it is', () => {
    const line = logOutput({ json: false, isTty: false, colour: false });
    expect(line(logEvent(5, succeeded))).toBe(`2026-03-01T12:00:05.000Z ${JSON.stringify(succeeded)}`);
  });

  it('as JSON, and nothing of other events', () => {
    const line = logOutput({ json: true, isTty: false, colour: false });
    expect(JSON.parse(line(logEvent(5, 'text')) ?? '')).toEqual({
      ...{ time: '2026-03-01T12:00:05.000Z', ingestedAt: '2026-03-01T12:00:06.000Z' },
      ...{ stream: 'manager/manager/1f2e3d4c', message: 'text' },
    });
    expect(line({ type: 'waiting', text: 'x' })).toBeUndefined();
  });
});

describe('error text', () => {
  it('says what happened and what to type next', () => {
    const error = new GlfrError({
      code: 'a.b',
      message: 'There is no stack glfr.',
      suggestions: ['glfr init', 'glfr status'],
    });
    expect(errorLines(error)).toEqual([
      'error: There is no stack glfr.',
      'try: glfr init',
      'try: glfr status',
    ]);
  });

  it('shows the stack of an error nobody foresaw, without its secrets', () => {
    const lines = errorLines(new TypeError('no glrt-abcdefghijkl here\x1b[2J'));
    expect(lines[0]).toBe('error: TypeError: no [redacted] here');
    expect(lines.at(1)).toMatch(/^ {4}at .*texts\.test\.ts/);
    expect(lines.at(-1)).toMatch(/bug in glfr/);
  });
});

describe('duration', () => {
  it.each([
    [-3, '0s'],
    [42.9, '42s'],
    [65, '1m05s'],
    [7500, '2h05m'],
    [3 * 86_400 + 4 * 3600, '3d04h'],
  ])('%d seconds', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
