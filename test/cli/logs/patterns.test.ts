import { describe, expect, test } from 'vitest';
import type { LogsFlags } from '../../../src/cli/logs/flags.ts';
import { highlighterOf, matcherOf } from '../../../src/cli/logs/patterns.ts';
import type { Shown } from '../../../src/domain/logs/shown.ts';

const flags = (more: Partial<LogsFlags>): LogsFlags => ({
  ...{ follow: false, previous: false, live: false, 'exit-when-stopped': false, 'ignore-case': false },
  ...{ context: 0, utc: false, ...more },
});
const lines = (...messages: string[]): Shown[] =>
  messages.map((message) => ({ event: { id: '', time: 0, ingestedAt: 0, stream: '', message } }));
const seen = () => 'as it is seen';

describe('--grep and --exclude', () => {
  test.each<[Partial<LogsFlags>, boolean[]]>([
    [{ grep: ['fail'] }, [false, true, false]],
    [{ grep: ['fail', 'Succ'] }, [false, true, false]],
    [{ grep: ['fail', 'Succ'], 'ignore-case': true }, [true, true, false]],
    [{ exclude: ['Job'] }, [false, false, true]],
    [{ grep: ['Job'], exclude: ['failed'] }, [true, false, false]],
    [{ grep: ['is seen$'] }, [true, true, true]],
  ])('%j', (given, expected) => {
    const matches = matcherOf(flags(given), seen);
    expect(matches?.(lines('Job succeeded', 'Job failed', 'other'))).toEqual(expected);
  });

  test('none is none', () => {
    expect(matcherOf(flags({}), seen)).toBeUndefined();
    expect(highlighterOf(flags({}))).toBeUndefined();
  });

  test('what is no regular expression is told, with the literal form', () => {
    expect(() => matcherOf(flags({ grep: ['(a'] }), seen)).toThrow(
      expect.objectContaining({
        ...{ code: 'pattern.invalid', exitCode: 2, suggestions: ["--grep '\\(a' (the same, literally)"] },
        message: '--grep (a is no regular expression: Unterminated group.',
      }),
    );
  });

  test.each(['(a+)+$', '(a|aa)+$', '(.*a){20}x'])('%s on a hostile line is ended as too slow', (grep) => {
    const matches = matcherOf(flags({ grep: [grep] }), seen);
    expect(() => matches?.(lines('fine', `${'a'.repeat(60)}!`))).toThrow(
      expect.objectContaining({ code: 'pattern.too-slow', exitCode: 2 }),
    );
  });

  test('a slow pattern is no trouble on lines that it does not explode on', () => {
    expect(matcherOf(flags({ grep: ['(a+)+$'] }), seen)?.(lines('aaa', 'b', 'c a'))).toEqual([
      ...[true, false, true],
    ]);
  });
});

test('--highlight marks its matches and those of --grep, in order', () => {
  const highlight = highlighterOf(flags({ highlight: ['b'], grep: ['a'] }));
  expect(highlight?.('ab ba')).toEqual([
    ...[
      [0, 1],
      [1, 2],
      [3, 4],
      [4, 5],
    ],
  ]);
});
