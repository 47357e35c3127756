import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { parseDuration } from '../domain/logs/time.ts';
import { againWithout } from '../domain/typed-command.ts';

/** `--timeout 90s`, `10m`, or a bare number of minutes → milliseconds. Error: `timeout.invalid` (2). */
export function timeoutMs(text: string): number {
  const ms = /^\d{1,6}$/.test(text) ? Number(text) * 60_000 : parseDuration(text);
  if (ms !== undefined && ms > 0) return ms;
  throw new GlfrError({
    code: 'timeout.invalid',
    message: `--timeout ${text} is no length of time.`,
    suggestions: ['90s', '10m'].map((form) => `${againWithout('--timeout')} --timeout ${form}`),
    exitCode: exitCode.usage,
  });
}
