import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { hang } from '../wrap.ts';

/** The commands that make sense now: every result ends with them. */
export function nextLines(next: readonly string[], { columns, paint }: TextStyle): string[] {
  if (next.length === 0) return [];
  return [
    '',
    paint('heading', 'What next'),
    ...next.flatMap((command) => hang('  ', safeText(command), columns)),
  ];
}
