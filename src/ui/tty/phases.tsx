import { elapsed } from '../duration.ts';
import type { Paint } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import type { PhaseState } from '../screen-state.ts';
import { Lines } from './line.tsx';
import { spinnerFrame } from './spinner.ts';

interface Props {
  phases: readonly PhaseState[];
  now: number;
  tick: number;
  paint: Paint;
}

/** What glfr does at the moment. */
export function Phases({ phases, now, tick, paint }: Props) {
  const lines = phases.map(({ text, startedAt }) => {
    const spinner = paint('accent', spinnerFrame(tick));
    return `${spinner} ${safeText(text)}  ${paint('dim', elapsed(startedAt, now))}`;
  });
  return <Lines of={lines} />;
}
