import { fold } from '../fold.ts';
import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { padEnd } from '../wrap.ts';

/** Labels in one column, values in the next, broken under themselves; pairs without a value are left out. */
export function pairLines(
  pairs: readonly (readonly [label: string, value: string])[],
  style: TextStyle,
): string[] {
  const known = pairs.filter(([, value]) => value !== '');
  const width = Math.max(0, ...known.map(([label]) => label.length)) + 2;
  return known.flatMap(([label, value]) => {
    const [first = '', ...rest] = fold(safeText(value), style.columns - width - 2);
    const indent = ' '.repeat(width + 2);
    return [`  ${style.paint('dim', padEnd(label, width))}${first}`, ...rest.map((line) => indent + line)];
  });
}

/** Several values of one label, a pair each; only the first says it. */
export const listed = (label: string, texts: readonly string[]) =>
  texts.map((text, index) => [index === 0 ? label : '', text] as const);
