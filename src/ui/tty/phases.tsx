import { cut } from '../cut.ts';
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
  columns: number;
  paint: Paint;
}

/** What glfr does at the moment; where there is no room for all of it, its time is not what is cut. */
export function Phases({ phases, now, tick, columns, paint }: Props) {
  const lines = phases.map(({ text, startedAt }) => {
    const spinner = paint('accent', spinnerFrame(tick));
    const time = elapsed(startedAt, now);
    return `${spinner} ${cut(safeText(text), columns - time.length - 4)}  ${paint('dim', time)}`;
  });
  return <Lines of={lines} />;
}
