import { describe, expect, it } from 'vitest';
import { GlfrError } from '../../src/domain/error.ts';
import { duration } from '../../src/ui/duration.ts';
import { errorLines } from '../../src/ui/error-text.ts';

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

  it('is wrapped on a terminal, and in a pipe not', () => {
    const error = new GlfrError({
      code: 'a.b',
      message: 'Job 99 never ran on glfr: its log names it nowhere since yesterday.',
      suggestions: [
        'glfr jobs --since 14d --project acme/web (looks further back)',
        'add --since 14d, if it is older',
      ],
    });
    const lines = errorLines(error, { isTty: true, columns: 40, colour: false });
    expect(`\n${lines.join('\n')}`).toMatchInlineSnapshot(`
      "
      error: Job 99 never ran on glfr: its log
             names it nowhere since yesterday.
      try: glfr jobs --since 14d --project \\
           acme/web
           (looks further back)
      try: add --since 14d, if it is older"
    `);
    expect(errorLines(error, { isTty: false, columns: 40, colour: false })).toHaveLength(3);
    // A colour is no width.
    expect(errorLines(error, { isTty: true, columns: 40, colour: true })).toHaveLength(lines.length);
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
