/** A value as logrus writes it in JSON; a Go duration is a number of nanoseconds. */
export type FieldValue = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;

/** logrus' levels. */
export type LogLevel = 'debug' | 'info' | 'warning' | 'error' | 'fatal' | 'panic';

/** What a log line says, without when. */
export interface LogMessage {
  level: LogLevel;
  msg: string;
  fields: Readonly<Record<string, FieldValue>>;
}

/** One line of the manager's log. `time` is epoch milliseconds; its fraction keeps the order within one. */
export interface LogRecord extends LogMessage {
  time: number;
}

/** Who writes: the runner's shortened token and its name, on every line of taskscaler and of a job. */
export interface RunnerFields {
  runner: string;
  runner_name: string;
}

/** Field names that logrus gives itself; a field that is called so gets `fields.` before its name. */
const OWN_KEYS = new Set(['time', 'msg', 'level']);
const NANOSECONDS = 1_000_000;

/** A duration in milliseconds as logrus writes a Go `time.Duration` in JSON. */
export function nanoseconds(durationMs: number): number {
  return Math.round(durationMs * NANOSECONDS);
}

/** RFC 3339 in UTC with up to nine digits, trailing zeros cut, as Go's RFC3339Nano. */
export function rfc3339Nano(time: number): string {
  const whole = Math.floor(time);
  const iso = new Date(whole).toISOString();
  const digits = `${iso.slice(20, 23)}${String(Math.floor((time - whole) * NANOSECONDS)).padStart(6, '0')}`;
  const fraction = digits.replace(/0+$/, '');
  return `${iso.slice(0, 19)}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** The line as gitlab-runner writes it with `log_format = "json"` (logrus JSONFormatter: keys sorted, HTML escaped). */
export function formatRecord(record: LogRecord): string {
  const entries: [string, FieldValue][] = Object.entries(record.fields).map(([key, value]) => [
    OWN_KEYS.has(key) ? `fields.${key}` : key,
    value,
  ]);
  entries.push(['time', rfc3339Nano(record.time)], ['msg', record.msg], ['level', record.level]);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(entries)).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
