import type { GlfrEvent } from '../../domain/event.ts';
import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { hang } from '../wrap.ts';
import { changeSetLines } from './change-set.ts';
import { fatesText, inHandLines } from './jobs.ts';
import { leftoverLines } from './leftovers.ts';
import { noticeLines } from './notice.ts';
import { planLines } from './plan.ts';
import { reachLines } from './reach.ts';

/** Events that every screen shows alike and for good; `undefined` for all others. `now` in epoch milliseconds. */
export function blockLines(event: GlfrEvent, style: TextStyle, now: number): string[] | undefined {
  switch (event.type) {
    case 'notice':
      return noticeLines(event, style);
    case 'reach.judged':
      return reachLines(event.reach, style);
    case 'plan.made':
      return planLines(event.plan, style);
    case 'change-set.read':
      return changeSetLines(event.changes, style);
    case 'jobs.in-hand':
      return inHandLines(event, style);
    case 'jobs.ended':
      return hang('Jobs: ', safeText(fatesText(event.jobs)), style.columns);
    case 'leftovers.found':
      return ['  Left over, and nobody knows it any more:', ...leftoverLines(event.found, style, now)];
    default:
      return undefined;
  }
}
