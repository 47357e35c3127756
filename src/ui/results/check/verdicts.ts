import type { Verdict } from '../../../domain/network/result.ts';
import type { Tone } from '../../paint.ts';
import type { Mark } from '../headline.ts';

/** How a verdict is shown everywhere. */
export const verdicts: Record<Verdict, readonly [mark: Mark, tone: Tone, words: string]> = {
  REACHABLE: ['✔', 'good', 'reachable'],
  PARTIAL: ['!', 'warn', 'partly reachable'],
  BLOCKED: ['✖', 'bad', 'blocked'],
  UNKNOWN: ['?', 'warn', 'unknown'],
};
