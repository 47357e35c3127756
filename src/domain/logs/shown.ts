import type { LogLine } from '../runner/log-line.ts';
import type { LogEvent } from './log-event.ts';

/** An event to be shown. `line` where it was read for the choice; `gap`: something was left out before it. */
export interface Shown {
  event: LogEvent;
  line?: LogLine;
  isContext?: boolean;
  gap?: boolean;
}

/** Which of several lines match; many at once, so that whoever matches can bound the time. */
export type Matcher = (lines: readonly Shown[]) => readonly boolean[];
