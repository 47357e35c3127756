const unitMs = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

const worded =
  /(\d{1,12}) ?(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)(?=$|[ ,]|and|\d)/y;
const isoTime = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?) ?(Z|[+-]\d{2}:?\d{2})?)?$/;
const clockTime = /^(\d{1,2}:\d{2}(?::\d{2})?)$/;

/** How a time of day is meant. */
export interface TimeContext {
  /** Epoch milliseconds. */
  now: number;
  /** A date and time without a zone, given as if it were UTC → when that is. */
  atZone: (wall: number) => number;
}

/** `90s`, `5m`, `1h30m`, `2d`, `1w` → milliseconds; `undefined` for anything else. */
export function parseDuration(text: string): number | undefined {
  if (!/^(\d{1,12}[smhdw])+$/.test(text)) return undefined;
  return sum([...text.matchAll(/(\d+)([smhdw])/g)].map(([, count, unit]) => part(count, unit)));
}

/**
 * A point in time as people write it → epoch milliseconds: `5m` or `2 hours ago` before now, `08:15` (the last time
 * the clock showed it), an ISO date or time (of the context's zone unless it says another), epoch seconds or
 * milliseconds. `undefined` for anything else: never silently "now".
 */
export function parseTime(text: string, context: TimeContext): number | undefined {
  const { now, atZone } = context;
  const ago = parseDuration(text) ?? parseAgo(text);
  if (ago !== undefined) return Math.max(0, now - ago);
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  if (/^\d{13}$/.test(text)) return Number(text);
  if (clockTime.test(text)) return lastTimeAt(text, context);
  const [, date = '', clock = '00:00', zone] = text.match(isoTime) ?? [];
  const time = Date.parse(`${date}T${clock}${zone ?? 'Z'}`);
  if (!isRealDay(date) || Number.isNaN(time)) return undefined;
  return Math.max(0, zone === undefined ? atZone(time) : time);
}

/** `2 hours ago`, `1 hour 30 minutes ago`. */
function parseAgo(text: string): number | undefined {
  const [, words] = /^(\d.{0,60}?) ago$/.exec(text) ?? [];
  if (words === undefined) return undefined;
  const parts: number[] = [];
  for (let at = 0; at < words.length; at = worded.lastIndex + gap(words.slice(worded.lastIndex))) {
    worded.lastIndex = at;
    const match = worded.exec(words);
    if (match === null) return undefined;
    parts.push(part(match[1], match[2]?.[0]));
  }
  return sum(parts);
}

const gap = (rest: string): number => /^(?:,? and |,? ?)/.exec(rest)?.[0].length ?? 0;

function lastTimeAt(text: string, { now, atZone }: TimeContext): number | undefined {
  const clock = text.padStart(text.indexOf(':') === 1 ? text.length + 1 : text.length, '0');
  const days = [1, 0, -1, -2].map((day) => new Date(now + day * unitMs.d).toISOString().slice(0, 10));
  const times = days.map((day) => Date.parse(`${day}T${clock}Z`)).filter((time) => !Number.isNaN(time));
  return times.map(atZone).find((time) => time <= now);
}

const sum = (parts: readonly number[]): number => parts.reduce((total, one) => total + one, 0);

const part = (count: string | undefined, unit: string | undefined): number =>
  Number(count) * unitMs[(unit ?? 's') as keyof typeof unitMs];

/** Date.parse takes 30 February for 2 March. */
const isRealDay = (date: string): boolean =>
  new Date(Date.parse(date) || 0).toISOString().slice(0, 10) === date;
