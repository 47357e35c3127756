import type { RunnerLine } from './runner-line.ts';

/** A field as a text, if it is there and not empty. */
export function textField(line: RunnerLine, key: string): string | undefined {
  const value = line.fields[key];
  return value === undefined || value === '' ? undefined : String(value);
}

/** A field with a list, as Go prints it (`[i-1 i-2]`) or as JSON. */
export function listField(line: RunnerLine, key: string): readonly string[] {
  return textField(line, key)?.match(/[\w:.-]+/g) ?? [];
}

/** A field as a number, if it is one. */
export function numberField(line: RunnerLine, key: string): number | undefined {
  const value = line.fields[key];
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
