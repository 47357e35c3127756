import { parseColoured, parsePlain } from './runner-format.ts';
import type { Field, RunnerLine } from './runner-line.ts';
import { parseText } from './text-format.ts';

/** A log line read, or left as it is. */
export type LogLine = RunnerLine | { kind: 'other'; text: string };

/**
 * Reads a line in any of the runner's three formats (log/configuration.go): `json`, `text` (logfmt) and `runner`
 * (coloured, without a time). In JSON and logfmt no value can pass for a field.
 */
export function parseLogLine(message: string): LogLine {
  return parserOf(message)(message.trim()) ?? { kind: 'other', text: message };
}

function parserOf(message: string): (text: string) => RunnerLine | undefined {
  if (/^\s*\{/.test(message)) return parseJson;
  if (/^\s*time="/.test(message)) return parseText;
  return message.includes('\u001b[0;m') ? parseColoured : parsePlain;
}

function parseJson(text: string): RunnerLine | undefined {
  const parsed = objectOf(text);
  if (parsed === undefined) return undefined;
  const { level, msg, time, ...rest } = parsed;
  if (typeof level !== 'string' || typeof msg !== 'string') return undefined;
  // A log may have 100,000 lines, and most of their values are fields already.
  for (const key in rest) if (!isField(rest[key])) rest[key] = JSON.stringify(rest[key]);
  const fields = rest as Record<string, Field>;
  const at = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  return { kind: 'runner', ...(!Number.isNaN(at) && { time: at }), level, msg, fields };
}

function objectOf(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    // A line cut at CloudWatch's 256 KB, or a program that only begins like JSON.
    return undefined;
  }
}

const isField = (value: unknown): value is Field =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
