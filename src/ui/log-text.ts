import type { LogEvent } from '../domain/logs/log-event.ts';
import { parseLogLine } from '../domain/runner/log-line.ts';
import { duration } from './duration.ts';
import type { Paint, TextStyle, Tone } from './paint.ts';
import { safeText } from './safe-text.ts';

/** One line of the manager's log for people: local time, level unless it is usual, message, what it is about. */
export function logText(event: LogEvent, { paint }: Pick<TextStyle, 'paint'>): string {
  const parsed = parseLogLine(event.message);
  const time = paint('dim', localTime(event.time));
  if (parsed.kind === 'other') return `${time}  ${safeText(parsed.text)}`.trimEnd();
  const { level, msg, fields } = parsed;
  return [
    `${time}  ${levelText(level, paint)}${safeText(msg).trim()}`,
    subject(fields),
    paint('dim', details(fields)),
  ]
    .filter((part) => part !== '' && part !== paint('dim', ''))
    .join('  ');
}

/** For a pipe: ISO time and the message as it is, but for what could steer a terminal further down. */
export function rawLogLine(event: LogEvent): string {
  return `${new Date(event.time).toISOString()} ${safeText(event.message)}`;
}

function localTime(time: number): string {
  const date = new Date(time);
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');
}

/** A warning is routine for gitlab-runner (every removed machine is one), so only errors are red. */
const levelTones: Record<string, Tone> = { warning: 'warn', error: 'bad', fatal: 'bad', panic: 'bad' };

function levelText(level: string, paint: Paint): string {
  return level === 'info' || level === ''
    ? ''
    : `${paint(levelTones[level] ?? 'dim', `${safeText(level)}:`)} `;
}

type Fields = Readonly<Record<string, unknown>>;

/** Which job on which executor: the two ids one copies into another command. */
function subject(fields: Fields): string {
  const executor = textOf(fields['instance-id'] ?? fields.instance ?? fields.name);
  const job = textOf(fields.job);
  return [job && `job ${job}`, executor].filter(Boolean).join(' on ');
}

const detailNames: readonly (readonly [field: string, label: string])[] = [
  ['project_full_path', ''],
  ['failure_reason', ''],
  ['exit_code', 'exit code '],
  ['error', ''],
  ['status', ''],
  ['took', 'took '],
  ['reason', ''],
  ['StopSignal', 'signal '],
];

function details(fields: Fields): string {
  const named = detailNames.map(([field, label]) => [label, textOf(fields[field])]);
  const took = seconds(fields.duration_s);
  const queued = seconds(fields.time_in_queue_seconds);
  const builds =
    fields.max_builds === undefined ? '' : `${textOf(fields.builds)} of ${textOf(fields.max_builds)} jobs`;
  const texts = named.flatMap(([label, text]) => (text ? [`${label}${text}`] : []));
  return [...texts, took && `took ${took}`, queued && `queued ${queued}`, builds].filter(Boolean).join(' · ');
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? safeText(String(value)) : '';
}

function seconds(value: unknown): string {
  const number = Number(value);
  return value === undefined || Number.isNaN(number) ? '' : duration(number);
}
