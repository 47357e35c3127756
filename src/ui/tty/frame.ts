import { clockTime } from '../clock-time.ts';
import type { TextStyle } from '../paint.ts';
import { wrap } from '../wrap.ts';

/** What a watched result is drawn of: where the terminal is too small, the body scrolls between head and foot. */
export interface Frame {
  head: readonly string[];
  body: readonly string[];
  foot: readonly string[];
  /** What the lines of the body are called. */
  noun: 'lines' | 'rows';
}

/** A result that is all body. */
export const bodyFrame = (body: readonly string[]): Frame => ({ head: [], body, foot: [], noun: 'lines' });

/** By so many lines, by a page, or to one end. */
export type Move = number | 'page-up' | 'page-down' | 'start' | 'end';

export interface View {
  /** Lines of the terminal. */
  height: number;
  /** How many lines of the body are above the first one that is shown. */
  offset: number;
  /** Epoch milliseconds. */
  now: number;
  hasKeys: boolean;
  style: TextStyle;
}

/** At most one line less than the terminal has; the last one says what the keys are. */
export function drawn(frame: Frame, { height, offset, now, hasKeys, style }: View): string[] {
  const { head, foot, room } = shares(frame, height);
  const first = Math.min(offset, lastOffset(frame, height));
  const body = frame.body.slice(first, first + room);
  const isPart = frame.body.length > body.length;
  const part = `${frame.noun} ${first + 1}-${first + body.length} of ${frame.body.length}`;
  const keys = [
    hasKeys ? 'q ends' : 'Ctrl-C ends',
    ...(isPart ? [hasKeys ? `${part}, ↑↓ scroll` : part] : []),
  ].join('; ');
  const [help = ''] = wrap(`${clockTime(now)}  ${keys}`, style.columns);
  return [...head, ...body, ...foot, style.paint('dim', help)];
}

/** Where a move leads to; never beyond the ends, which may have come nearer. */
export function moved(frame: Frame, { height, offset }: Pick<View, 'height' | 'offset'>, move: Move): number {
  const last = lastOffset(frame, height);
  const page = Math.max(1, shares(frame, height).room - 1);
  const from = Math.min(offset, last);
  const to = { start: 0, end: last, 'page-up': from - page, 'page-down': from + page };
  return Math.max(0, Math.min(last, typeof move === 'number' ? from + move : to[move]));
}

const lastOffset = (frame: Frame, height: number): number =>
  Math.max(0, frame.body.length - shares(frame, height).room);

/** A line is the body's and one the keys'; then the head, then the foot. */
function shares({ head, body, foot }: Frame, height: number) {
  const free = Math.max(0, height - 1 - 1 - Math.min(1, body.length));
  const shown = head.slice(0, free);
  const below = foot.slice(0, free - shown.length);
  return { head: shown, foot: below, room: Math.max(1, height - 2 - shown.length - below.length) };
}
