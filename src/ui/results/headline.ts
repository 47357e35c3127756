import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { wrap } from '../wrap.ts';

const tones = { '✔': 'good', '!': 'warn', '✖': 'bad', '?': 'warn' } as const;

/** How something ended, in one sign. */
export type Mark = keyof typeof tones;

/** A result in one sentence: a mark, then the words, wrapped under themselves. */
export function headline(mark: Mark, text: string, { columns, paint }: TextStyle): string[] {
  const [first = '', ...rest] = wrap(safeText(text), columns - 2);
  return [
    `${paint(tones[mark], mark)} ${paint('heading', first)}`,
    ...rest.map((line) => `  ${paint('heading', line)}`),
  ];
}
