import type { GlfrEvent } from '../../domain/event.ts';
import { blockLines } from '../blocks/block.ts';
import { whatFailed } from '../blocks/failures.ts';
import { phaseLines } from '../blocks/phase.ts';
import { planLines } from '../blocks/plan.ts';
import { factOf } from '../fact.ts';
import type { TextStyle } from '../paint.ts';
import { runningPhases, type ScreenState } from '../screen-state.ts';

/** What one event leaves on the terminal for good; everything else only shows in the live part. */
export function committedLines(
  event: GlfrEvent,
  after: ScreenState,
  now: number,
  style: TextStyle,
): string[] {
  switch (event.type) {
    case 'phase.ended': {
      const ended = after.phases.find(({ phase }) => phase === event.phase);
      return ended ? phaseLines(ended, now, style) : [];
    }
    case 'plan.made':
      return ['', ...planLines(event.plan, style), ''];
    case 'stack.settled':
      return whatFailed(after, style);
    default: {
      const block = blockLines(event, style, now);
      if (block) return block;
      // A fact of a running phase is said when the phase ends.
      const fact = runningPhases(after).length === 0 ? factOf(event) : undefined;
      return fact === undefined ? [] : [style.paint('dim', `  ${fact}`)];
    }
  }
}

/** What a view that is released in the middle leaves behind. */
export function leftOpen(state: ScreenState, now: number, style: TextStyle): string[] {
  const isUnsettled = state.stack !== undefined && !state.stack.isSettled;
  return [
    ...runningPhases(state).flatMap((phase) => phaseLines(phase, now, style)),
    ...(isUnsettled ? whatFailed(state, style) : []),
  ];
}
