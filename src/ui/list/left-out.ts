import type { TextStyle } from '../paint.ts';
import { count } from '../words.ts';
import { wrap } from '../wrap.ts';

/** Said below a list on a terminal that is too narrow for all of it. */
export const leftOutText = (leftOut: readonly string[]): string =>
  leftOut.length === 0 ? '' : `${count(leftOut.length, 'column')} more in a wider terminal, or --json`;

/** The same, below a list that is drawn. */
export function leftOutLines(leftOut: readonly string[], { columns, paint }: TextStyle): string[] {
  const text = leftOutText(leftOut);
  return text === '' ? [] : wrap(text, columns).map((line) => paint('dim', line));
}
