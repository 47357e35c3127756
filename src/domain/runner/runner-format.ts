import { fieldFromText, type RunnerLine } from './runner-line.ts';

/** Level by the text before the message; info and debug have none (log/runner_formatter.go). */
const PREFIX = /^(WARNING|ERROR|FATAL|PANIC): /;
const RESET = '\u001b[0;m';
/* Lengths are bounded so that no error text, however long, makes a pattern slow. */
/** A key stands between a colour, where its level has one, and the reset that comes before its `=`. */
const COLOURED_KEY = /\s(?:\u001b\[[\d;]*m)?([A-Za-z_][\w.\- ]{0,60})\u001b\[0;m=/g;
/** Without colours a key is known only by its `=`, so a value that holds ` word=` is read as a field. */
const PLAIN_KEY = /\s(?=[A-Za-z_][\w.-]{0,60}=)/;

function line(head: string, fields: [string, string][], isDebug = false): RunnerLine {
  const level = PREFIX.exec(head)?.[1]?.toLowerCase() ?? (isDebug ? 'debug' : 'info');
  const values = fields.map(([key, value]) => [key, fieldFromText(value)] as const);
  return {
    kind: 'runner',
    level,
    msg: head.replace(PREFIX, '').trimEnd(),
    fields: Object.fromEntries(values),
  };
}

/** Reads the `runner` format as it is written: always with ANSI codes, terminal or not. */
export function parseColoured(text: string): RunnerLine | undefined {
  const end = text.indexOf(RESET);
  const head = text.slice(0, end).replace(/^\u001b\[[\d;]*m/, '');
  const rest = text.slice(end + RESET.length);
  const keys = [...rest.matchAll(COLOURED_KEY)];
  const fields = keys.map((key, index): [string, string] => {
    const from = key.index + key[0].length;
    return [key[1] ?? '', rest.slice(from, keys[index + 1]?.index)];
  });
  return line(head, fields, text.startsWith('\u001b[37;1m'));
}

/** Reads the `runner` format after something has taken its colours away; a line without fields is not known as one. */
export function parsePlain(text: string): RunnerLine | undefined {
  const gap = /\s{2,60}(?=[A-Za-z_][\w.-]{0,60}=)/.exec(text);
  if (gap === null) return undefined;
  const pairs = text.slice(gap.index + gap[0].length).split(PLAIN_KEY);
  const fields = pairs.map((pair): [string, string] => {
    const equals = pair.indexOf('=');
    return [pair.slice(0, equals), pair.slice(equals + 1)];
  });
  return line(text.slice(0, gap.index), fields);
}
