import { logText } from '../log-text.ts';
import type { Paint } from '../paint.ts';
import { deploymentText, taskText } from '../plain/lines.ts';
import type { ScreenState } from '../screen-state.ts';
import { Line, Lines } from './line.tsx';

interface Props {
  state: ScreenState;
  lines: number;
  paint: Paint;
}

/** Deployment of the manager's service and its newest tasks. */
export function Service({ state, lines, paint }: Props) {
  const deployment = state.deployment ? [`  manager ${deploymentText(state.deployment)}`] : [];
  const tasks = state.tasks.toReversed().map((task) => `  ${taskText(task)}`);
  return <Lines of={[...deployment, ...tasks].slice(0, lines).map((line) => paint('dim', line))} />;
}

/** The manager's last lines. */
export function ManagerLog({ state, lines, paint }: Props) {
  if (lines < 2) return null;
  const texts = state.log.slice(1 - lines).map((event) => `    ${logText(event, { paint })}`);
  return (
    <>
      <Line>{paint('dim', '  log of the manager')}</Line>
      <Lines of={texts} />
    </>
  );
}
