import type { LogEvent } from '../../domain/logs/log-event.ts';
import type { LogLine } from '../../domain/runner/log-line.ts';

/** `key=value`, quoted where a reader could take it for more than one value. */
const pair = (key: string, value: unknown): string => `${keyOf(key)}=${quoted(String(value))}`;

/** A key has no blanks, quotes or equals signs in logfmt. */
const keyOf = (key: string): string => key.replace(/[^\w.-]+/g, '_') || '_';

function quoted(text: string): string {
  if (/^[\w.:/@+,-]+$/.test(text)) return text;
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** An event as one logfmt line; what the runner wrote of time is CloudWatch's here. */
export function logfmtLine(event: LogEvent, line: LogLine): string {
  const head = [pair('time', new Date(event.time).toISOString()), pair('stream', event.stream)];
  if (line.kind === 'other') return [...head, pair('msg', line.text)].join(' ');
  const fields = Object.entries(line.fields).map(([key, value]) => pair(key, value));
  return [...head, pair('level', line.level), pair('msg', line.msg), ...fields].join(' ');
}
