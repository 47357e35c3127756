import type { Shown } from '../../domain/logs/shown.ts';
import { parseLogLine } from '../../domain/runner/log-line.ts';
import { duration } from '../duration.ts';
import { lineText } from '../log-text.ts';
import { createPaint } from '../paint.ts';
import { safeLines, safeText } from '../safe-text.ts';
import { wrap } from '../wrap.ts';
import { highlighted } from './highlight.ts';
import { jsonLine } from './json-line.ts';
import { logfmtLine } from './logfmt.ts';
import type { LogStyle } from './style.ts';
import { timeText } from './time-text.ts';

/** Longer lines are cut for people: CloudWatch takes 256 KB in one event. */
const longest = 4000;

/** Writes one shown event, without the line break at its end. */
export type LogFormatter = (shown: Shown) => string;

/** How `glfr logs` writes its lines. */
export function logFormatter(style: LogStyle): LogFormatter {
  const format = style.format ?? (style.isTty ? 'pretty' : undefined);
  switch (format) {
    case 'json':
      return ({ event, line }) => jsonLine(event, line ?? parseLogLine(event.message));
    case 'logfmt':
      return ({ event, line }) => logfmtLine(event, line ?? parseLogLine(event.message));
    case 'raw':
      return withHighlight(rawFormatter(style), style);
    case undefined:
      return plainFormatter(style);
    default:
      return wrapping(withHighlight(peopleFormatter(style, format === 'short'), style), style);
  }
}

/** A line for people as it can be searched: no time, no colour, nothing cut. */
export function searchText({ event, line }: Shown): string {
  return lineText(line ?? parseLogLine(event.message), { paint: (_, text) => text });
}

/** As it is stored, byte for byte; a terminal is not given what it would obey. */
function rawFormatter(style: LogStyle): LogFormatter {
  const time = timeText(style.timestamps ?? 'none', style);
  return ({ event }) => {
    const message = event.message.replace(/\r?\n$/, '');
    const text = style.isTty ? safeLines(message).join('\n') : message;
    return [time(event.time), text].filter(Boolean).join(' ');
  };
}

/** One line for each event, whatever is in it. */
function plainFormatter(style: LogStyle): LogFormatter {
  const time = timeText(style.timestamps ?? 'iso', style);
  return ({ event }) => {
    const text = safeText(event.message);
    return style.timestamps === 'none' ? text : `${time(event.time)} ${text}`;
  };
}

function peopleFormatter(style: LogStyle, isShort: boolean): LogFormatter {
  const paint = createPaint(style.colour);
  const time = timeText(style.timestamps ?? 'short', style);
  let newest = Number.NEGATIVE_INFINITY;
  return ({ event, line, gap }) => {
    const text = cut(lineText(line ?? parseLogLine(event.message), { paint, isShort }));
    const late = event.time < newest ? `late +${duration((event.ingestedAt - event.time) / 1000)}` : '';
    newest = Math.max(newest, event.time);
    const whole = [paint('dim', time(event.time)), text, paint('dim', late)].filter(Boolean).join('  ');
    return gap ? `${paint('dim', '--')}\n${whole}` : whole;
  };
}

function cut(text: string): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest).toWellFormed()}… (${Math.round(text.length / 1024)} kB; -o raw has it all)`;
}

/** Between words, under the text: only a line that glfr has laid out, and only on a terminal. */
function wrapping(formatter: LogFormatter, style: LogStyle): LogFormatter {
  const { isTty, columns } = style;
  if (!isTty || !columns) return formatter;
  const time = timeText(style.timestamps ?? 'short', style);
  return (shown) => {
    const [room, text] = [columns(), formatter(shown)];
    if (text.length <= room) return text;
    const beside = time(shown.event.time).length;
    const indent = ' '.repeat(beside > 0 && beside * 2 < room ? beside + 2 : 2);
    return text
      .split('\n')
      .flatMap((line) => wrap(line, room, indent))
      .join('\n');
  };
}

function withHighlight(formatter: LogFormatter, { highlight, colour }: LogStyle): LogFormatter {
  if (!highlight || !colour) return formatter;
  return (shown) => highlighted(formatter(shown), highlight);
}
