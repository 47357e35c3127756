import type { Matcher, Shown } from '../../domain/logs/shown.ts';
import type { Highlighter } from '../../ui/logs/highlight.ts';
import { bounded } from './bounded.ts';
import type { LogsFlags } from './flags.ts';
import { refuse } from './refuse.ts';

/** All patterns on all lines that came at once, and on one of them. */
const batchMs = 1000;
const lineMs = 250;

/** `--grep` and `--exclude` as a test of lines; `undefined` without either. Error: `pattern.invalid` (2). */
export function matcherOf(flags: LogsFlags, searchText: (shown: Shown) => string): Matcher | undefined {
  const wanted = compile('grep', flags.grep, flags);
  const unwanted = compile('exclude', flags.exclude, flags);
  if (wanted.length + unwanted.length === 0) return undefined;
  // What is stored and what a person sees: either may be what they have in mind.
  const test = (shown: Shown): boolean => {
    const texts = [shown.event.message, searchText(shown)];
    const any = (patterns: readonly RegExp[]) =>
      patterns.some((pattern) => texts.some((text) => pattern.test(text)));
    return (wanted.length === 0 || any(wanted)) && !any(unwanted);
  };
  return (lines) => {
    const all = bounded(batchMs, () => lines.map(test));
    return all?.value ?? lines.map((line) => inTime(() => test(line)));
  };
}

/** `--highlight` as places in a line; with `--grep` its matches too. Error: `pattern.invalid` (2). */
export function highlighterOf(flags: LogsFlags): Highlighter | undefined {
  const patterns = [
    ...compile('highlight', flags.highlight, flags, 'g'),
    ...compile('grep', flags.grep, flags, 'g'),
  ];
  if (patterns.length === 0) return undefined;
  return (text) =>
    inTime(() => {
      const found = patterns.flatMap((pattern) => [...text.matchAll(pattern)]);
      return found
        .map((match) => [match.index, match.index + match[0].length] as const)
        .toSorted(([a], [b]) => a - b);
    });
}

function compile(
  flag: 'grep' | 'exclude' | 'highlight',
  sources: readonly string[] = [],
  flags: LogsFlags,
  more = '',
): RegExp[] {
  return sources.map((source) => {
    try {
      return new RegExp(source, `${flags['ignore-case'] ? 'i' : ''}${more}`);
    } catch (error) {
      const why = String((error as Error).message).replace(/^Invalid regular expression: .*?\/\w*: /s, '');
      const literally = source.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
      const message = `--${flag} ${source} is no regular expression: ${why}.`;
      throw refuse('pattern.invalid', message, `--${flag} '${literally}' (the same, literally)`);
    }
  });
}

/** Error: `pattern.too-slow` (2). */
function inTime<T>(job: () => T): T {
  const done = bounded(lineMs, job);
  if (done) return done.value;
  throw refuse(
    'pattern.too-slow',
    'A pattern takes too long on a line of this log; it repeats what is repeated, as in (a+)+.',
    'a pattern without a repetition inside a repetition',
    '--filter \'"some words"\' (AWS chooses the lines)',
  );
}
