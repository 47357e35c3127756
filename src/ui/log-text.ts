import type { LogEvent } from '../domain/logs/log-event.ts';
import { subjectOf } from '../domain/logs/subject.ts';
import { goDurationMs } from '../domain/runner/go-duration.ts';
import { type LogLine, parseLogLine } from '../domain/runner/log-line.ts';
import type { RunnerLine } from '../domain/runner/runner-line.ts';
import { clockTime } from './clock-time.ts';
import { duration } from './duration.ts';
import type { Paint, TextStyle, Tone } from './paint.ts';
import { safeText } from './safe-text.ts';

/** One line of the manager's log for people: local time, level unless it is usual, message, what it is about. */
export function logText(event: LogEvent, { paint }: Pick<TextStyle, 'paint'>): string {
  const time = paint('dim', clockTime(event.time));
  return `${time}  ${lineText(parseLogLine(event.message), { paint })}`.trimEnd();
}

/** The same without the time; `isShort` leaves the details out. */
export function lineText(line: LogLine, { paint, isShort = false }: LineStyle): string {
  if (line.kind === 'other') return safeText(line.text).trimEnd();
  const { level, msg } = line;
  return [
    `${levelText(level, paint)}${safeText(msg).trim()}`,
    subject(line),
    isShort ? '' : paint('dim', details(line)),
  ]
    .filter(Boolean)
    .join('  ');
}

interface LineStyle {
  paint: Paint;
  isShort?: boolean;
}

/** A warning is routine for gitlab-runner (every removed machine is one), so only errors are red. */
const levelTones: Record<string, Tone> = { warning: 'warn', error: 'bad', fatal: 'bad', panic: 'bad' };

function levelText(level: string, paint: Paint): string {
  return level === 'info' || level === ''
    ? ''
    : `${paint(levelTones[level] ?? 'dim', `${safeText(level)}:`)} `;
}

type Fields = RunnerLine['fields'];

/** Which job on which executor: the two ids one copies into another command. */
function subject(line: RunnerLine): string {
  const { job, executor = '', executors = [] } = subjectOf(line);
  const names = safeText(executors.length > 1 ? executors.join(', ') : executor);
  return [job !== undefined && `job ${job}`, names].filter(Boolean).join(' on ');
}

const detailNames: readonly (readonly [field: string, label: string])[] = [
  ['project_full_path', ''],
  ['failure_reason', ''],
  ['exit_code', 'exit code '],
  ['error', ''],
  ['err', ''],
  ['status', ''],
  ['state', ''],
  ['amount', 'amount '],
  ['required', 'required '],
  ['reason', ''],
];

/** What else helps, each fact once; ids of requests, checksums and the like are left to `--json`. */
function details({ msg, fields }: RunnerLine): string {
  const named: string[] = [];
  for (const [field, label] of detailNames) {
    const text = textOf(fields[field]);
    const isSaid = [msg, ...named].some((one) => says(one, label + text));
    if (text !== '' && !isSaid) named.push(label + text);
  }
  const took = Number(
    fields.duration_s ?? (goDurationMs(fields.took ?? fields.duration) ?? Number.NaN) / 1000,
  );
  const queued = Number(fields.time_in_queue_seconds);
  const builds = fields.max_builds === undefined ? [] : [`${fields.builds} of ${fields.max_builds} jobs`];
  const times = [...timeText('took', took), ...timeText('queued', queued)];
  return [...named, ...times, ...builds.map(safeText)].join(' · ');
}

/** Does it say that in whole words? `exit code 137` does not say `exit code 1`. */
function says(text: string, fact: string): boolean {
  const at = text.indexOf(fact);
  const isPart = (char: string | undefined) => char !== undefined && /[\w/-]/.test(char);
  return at >= 0 && !isPart(text[at - 1]) && !isPart(text[at + fact.length]);
}

const timeText = (label: string, seconds: number): string[] =>
  Number.isNaN(seconds) ? [] : [`${label} ${duration(seconds)}`];

const textOf = (value: Fields[string] | undefined): string =>
  value === undefined ? '' : safeText(String(value));
