import { elapsed } from '../duration.ts';
import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import type { ScreenState } from '../screen-state.ts';
import { wrap } from '../wrap.ts';

/** What is waited for and for how long: whole, since its numbers stand at its end. */
export function waitingLines({ waiting }: ScreenState, now: number, { columns, paint }: TextStyle): string[] {
  if (!waiting) return [];
  const text = `  ${safeText(waiting.text)}  ${elapsed(waiting.since, now)}`;
  return wrap(text, columns, '    ').map((line) => paint('dim', line));
}
