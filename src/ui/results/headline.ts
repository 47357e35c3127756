import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { wrap } from '../wrap.ts';

/** A result in one sentence: a mark, then the words, wrapped under themselves. */
export function headline(mark: '✔' | '!', text: string, { columns, paint }: TextStyle): string[] {
  const [first = '', ...rest] = wrap(safeText(text), columns - 2);
  return [
    `${paint(mark === '✔' ? 'good' : 'warn', mark)} ${paint('heading', first)}`,
    ...rest.map((line) => `  ${paint('heading', line)}`),
  ];
}
