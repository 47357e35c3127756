import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';

/** The commands that make sense now: every result ends with them. */
export function nextLines(next: readonly string[], { paint }: Pick<TextStyle, 'paint'>): string[] {
  if (next.length === 0) return [];
  return ['', paint('heading', 'What next'), ...next.map((command) => `  ${safeText(command)}`)];
}
