import type { Verdict } from '../../../domain/network/result.ts';
import type { Tone } from '../../paint.ts';

/** How a verdict is shown everywhere. */
export const verdicts: Record<Verdict, readonly [mark: string, tone: Tone, words: string]> = {
  REACHABLE: ['✔', 'good', 'reachable'],
  PARTIAL: ['!', 'warn', 'partly reachable'],
  BLOCKED: ['✖', 'bad', 'blocked'],
  UNKNOWN: ['?', 'warn', 'unknown'],
};
