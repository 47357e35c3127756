import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeLines, safeText } from '../../src/ui/safe-text.ts';

const control = /[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

/** Text rich in what terminals obey. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\x1b',
        '\x1b[',
        '\x1b]',
        '\x9b',
        '\x9d',
        '\x07',
        '\x1b\\',
        '\x9c',
        '[2J',
        '0;title',
        '31m',
        '\n',
        '\t',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''));

describe('safeText', () => {
  it('leaves no control or escape character of any string', () => {
    fc.assert(fc.property(nasty, (text) => !control.test(safeText(text))));
  });

  it('leaves text without any as it is', () => {
    fc.assert(
      fc.property(
        fc.string(),
        (text) => safeText(text) === text.replaceAll(/[\x00-\x1f\x7f]/g, '') || control.test(text),
      ),
    );
    expect(safeText('grüße 日本 👩‍💻 → 10%')).toBe('grüße 日本 👩‍💻 → 10%');
  });

  it.each([
    ['colours', '\x1b[0;33mWARNING:\x1b[0;m slow', 'WARNING: slow'],
    ['a window title', 'a\x1b]0;owned\x07b', 'ab'],
    ['a link', '\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\', 'click'],
    ['8-bit sequences', 'a\x9b2Jb\x9d0;owned\x9cc', 'abc'],
    ['a title without an end, but not what follows it', 'a\x1b]0;owned', 'a0;owned'],
    ['text that runs backwards', 'user\u202egpj.exe', 'usergpj.exe'],
    ['a second line', 'one\r\ntwo\tthree', 'one two three'],
  ])('takes out %s', (_what, text, safe) => {
    expect(safeText(text)).toBe(safe);
  });

  it('keeps lines where lines are wanted', () => {
    expect(safeLines('one\r\n\x1b[1mtwo\nthree')).toEqual(['one', 'two', 'three']);
  });
});
