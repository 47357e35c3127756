import type { Paint } from '../paint.ts';
import { isRollingBack, progress, type ScreenState } from '../screen-state.ts';
import { count } from '../words.ts';
import { Line } from './line.tsx';

/** How far the stack is; while it rolls back there is nothing to fill. */
export function ProgressBar({
  state,
  columns,
  paint,
}: {
  state: ScreenState;
  columns: number;
  paint: Paint;
}) {
  const failed = state.failures.length === 0 ? '' : paint('bad', `  ${state.failures.length} failed`);
  if (isRollingBack(state)) return <Line>{`  ${paint('warn', 'rolling back')}${failed}`}</Line>;
  const { done, expected } = progress(state);
  if (expected === 0) return <Line>{`  ${count(done, 'resource')} done${failed}`}</Line>;
  const width = columns < 60 ? 10 : 24;
  const filled = Math.floor((done / expected) * width);
  const bar = paint('good', '█'.repeat(filled)) + paint('dim', '░'.repeat(width - filled));
  return <Line>{`  ${bar} ${done} of ${expected} resources${failed}`}</Line>;
}
