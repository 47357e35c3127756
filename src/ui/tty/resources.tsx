import { cut } from '../cut.ts';
import { elapsed } from '../duration.ts';
import type { Paint } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { resourcesInProgress, type ScreenState } from '../screen-state.ts';
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
  const rows = shown.map(({ logicalId, type, status, since }) => {
    const what = columns < 60 ? [] : [shortType(type)];
    return [safeText(logicalId), ...what, statusWords(status), elapsed(since, now)];
  });
  const widths =
    rows[0]?.map((_cell, column) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0))) ?? [];
  const texts = rows.map(([name = '', ...rest]) => {
    const spinner = paint('accent', spinnerFrame(tick));
    const details = rest.map((cell, column) => padEnd(cell, widths[column + 1] ?? 0)).join('  ');
    const room = Math.min(widths[0] ?? 0, columns - '  ⠋   '.length - details.length);
    return `  ${spinner} ${padEnd(cut(name, room), room)}  ${paint('dim', details.trimEnd())}`;
  });
  const more =
    all.length > shown.length && lines > 0 ? [paint('dim', `    and ${all.length - shown.length} more`)] : [];
  return <Lines of={[...texts, ...more]} />;
}
