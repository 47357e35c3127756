import { Box } from 'ink';
import { bannerFor } from '../blocks/banner.ts';
import type { Paint } from '../paint.ts';
import { resourcesInProgress, runningPhases, type ScreenState } from '../screen-state.ts';
import { allot } from './allot.ts';
import { Line, Lines } from './line.tsx';
import { ManagerLog, Service } from './manager.tsx';
import { Phases } from './phases.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { Failures, Resources } from './resources.tsx';
import { waitingLines } from './waiting.ts';

export interface ScreenProps {
  state: ScreenState;
  now: number;
  /** Turns the spinner. */
  tick: number;
  columns: number;
  rows: number;
  paint: Paint;
  banner: boolean;
}

/** Is there anything that moves? What is finished has been written above and stays there. */
export const isLive = (state: ScreenState): boolean =>
  runningPhases(state).length > 0 || state.waiting !== undefined;

/** The live part: at most `rows - 1` lines, each cut to `columns`. */
export function Screen({ state, now, tick, columns, rows, paint, banner }: ScreenProps) {
  const phases = runningPhases(state);
  const isStackMoving = state.stack !== undefined && !state.stack.isSettled;
  const waiting = waitingLines(state, now, { columns, paint });
  const lines = allot(rows - 1, [
    ['banner', banner ? 1 : 0],
    ['phases', phases.length],
    ['bar', isStackMoving ? 1 : 0],
    ['waiting', waiting.length],
    ['failures', isStackMoving ? Math.min(3, state.failures.length) : 0],
    ['resources', isStackMoving ? Math.min(6, resourcesInProgress(state).length) : 0],
    ['service', (state.deployment ? 1 : 0) + Math.min(2, state.tasks.length)],
    ['log', state.log.length > 0 ? 1 + state.log.length : 0],
  ]);
  return (
    <Box flexDirection="column" width={columns}>
      {lines.banner > 0 && <Line>{paint('accent', bannerFor(columns))}</Line>}
      <Phases phases={phases.slice(0, lines.phases)} {...{ now, tick, columns, paint }} />
      {lines.bar > 0 && <ProgressBar {...{ state, columns, paint }} />}
      <Failures lines={lines.failures} {...{ state, paint }} />
      <Resources lines={lines.resources} {...{ state, now, tick, columns, paint }} />
      <Service lines={lines.service} {...{ state, paint }} />
      <ManagerLog lines={lines.log} {...{ state, paint }} />
      <Lines of={waiting.slice(0, lines.waiting)} />
    </Box>
  );
}
