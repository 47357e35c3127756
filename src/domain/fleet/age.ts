import { GlfrError } from '../error.ts';
import { exitCode } from '../exit-code.ts';
import { parseDuration } from '../logs/time.ts';

/** `--older-than 1h30m` in seconds. Error: `older-than.invalid` (2). */
export function parseAge(text: string): number {
  const age = parseDuration(text);
  if (age !== undefined) return age / 1000;
  throw new GlfrError({
    code: 'older-than.invalid',
    message: `--older-than ${text} is no length of time.`,
    suggestions: ['--older-than 90s, 10m, 1h30m, 2d'],
    exitCode: exitCode.usage,
  });
}
