import { parseTime, type TimeContext } from '../../domain/logs/time.ts';
import { timeoutMs } from '../timeout.ts';
import type { LogsFlags } from './flags.ts';
import { refuse } from './refuse.ts';

/** What the time flags mean; epoch milliseconds. */
export interface Times {
  since?: number | undefined;
  until?: number | undefined;
  timeoutMs?: number | undefined;
}

const forms = ['90s, 5m, 1h30m, 2d', '"2 hours ago"', '08:15, 2026-11-23T08:00, 1795420800'] as const;

/** The flags that are times. */
type TimeFlags = Pick<LogsFlags, 'since' | 'until' | 'timeout' | 'utc'>;

/** Error: `since.invalid`, `until.invalid`, `timeout.invalid` (2). */
export function timesOf(flags: TimeFlags, now: number): Times {
  const context: TimeContext = { now, atZone: flags.utc ? (wall) => wall : localTime };
  const since = timeOf('since', flags.since, context);
  const until = timeOf('until', flags.until, context);
  if (since !== undefined && since > now)
    throw refuse('since.invalid', `--since ${flags.since} is in the future.`, '--since 10m');
  if (since !== undefined && until !== undefined && until < since)
    throw refuse(
      'until.invalid',
      `--until ${flags.until} is before --since ${flags.since}.`,
      '--since 2h --until 1h',
    );
  // What has not come yet bounds nothing, and must not move the usual start behind the last line.
  const end = until !== undefined && until > now ? undefined : until;
  return { since, until: end, ...(flags.timeout !== undefined && { timeoutMs: timeoutMs(flags.timeout) }) };
}

function timeOf(flag: 'since' | 'until', text: string | undefined, context: TimeContext): number | undefined {
  if (text === undefined) return undefined;
  const time = parseTime(text, context);
  if (time !== undefined) return time;
  const message = `--${flag} ${text} is no time that glfr understands.`;
  throw refuse(
    flag === 'since' ? 'since.invalid' : 'until.invalid',
    message,
    ...forms.map((form) => `--${flag} ${form}`),
  );
}

/** A date and time as this machine's clock would show them. */
function localTime(wall: number): number {
  const date = new Date(wall);
  return new Date(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds(),
  ).getTime();
}
