import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { parseSince } from '../domain/logs/since.ts';

/** `--since` as epoch milliseconds. Error: `since.invalid` (2). */
export function sinceOrFail(text: string, now: number): number {
  const time = parseSince(text, now);
  if (time !== undefined && time <= now) return time;
  throw new GlfrError({
    code: 'since.invalid',
    message:
      time === undefined
        ? `--since ${text} is no time that glfr understands.`
        : `--since ${text} is in the future.`,
    suggestions: ['--since 90s, 5m, 1h30m, 2d', '--since 2026-11-23T08:00 (UTC)'],
    exitCode: exitCode.usage,
  });
}
