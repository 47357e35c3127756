import { elapsed } from '../duration.ts';
import type { Paint } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { type ResourceState, resourcesInProgress, type ScreenState } from '../screen-state.ts';
import { shortType, statusWords } from '../words.ts';
import { padEnd } from '../wrap.ts';
import { Lines } from './line.tsx';
import { spinnerFrame } from './spinner.ts';

/** What failed by itself, first one first, cut to a line each: the whole reason is said at the end. */
export function Failures({ state, lines, paint }: { state: ScreenState; lines: number; paint: Paint }) {
  const texts = state.failures.slice(0, lines).map(({ logicalId, status, reason }) => {
    const text = `${logicalId} ${statusWords(status)}${reason ? `: ${reason}` : ''}`;
    return `  ${paint('bad', `✖ ${safeText(text)}`)}`;
  });
  return <Lines of={texts} />;
}

interface Props {
  state: ScreenState;
  now: number;
  tick: number;
  columns: number;
  lines: number;
  paint: Paint;
}

/** What CloudFormation works on at the moment, as many as there is room for. */
export function Resources({ state, now, tick, columns, lines, paint }: Props) {
  const all = resourcesInProgress(state);
  const room = all.length > lines ? lines - 1 : lines;
  const shown = all.slice(0, Math.max(0, room));
  const width = Math.max(0, ...shown.map(({ logicalId }) => logicalId.length));
  const typeText = ({ type }: ResourceState) => (columns < 60 ? '' : `${shortType(type)}  `);
  const texts = shown.map((resource) => {
    const name = padEnd(safeText(resource.logicalId), width);
    const state = `${typeText(resource)}${statusWords(resource.status)}  ${elapsed(resource.since, now)}`;
    return `  ${paint('accent', spinnerFrame(tick))} ${name}  ${paint('dim', state)}`;
  });
  const more =
    all.length > shown.length && lines > 0 ? [paint('dim', `    and ${all.length - shown.length} more`)] : [];
  return <Lines of={[...texts, ...more]} />;
}
