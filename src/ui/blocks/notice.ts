import type { GlfrEvent } from '../../domain/event.ts';
import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { hang } from '../wrap.ts';

/** `warning: …` or `note: …`, and what to do about it. */
export function noticeLines(
  notice: Extract<GlfrEvent, { type: 'notice' }>,
  { columns, paint }: TextStyle,
): string[] {
  const isWarning = notice.level === 'warning';
  const label = isWarning ? 'warning: ' : 'note: ';
  const [first = '', ...rest] = hang(label, safeText(notice.text), columns);
  const next = notice.next === undefined ? [] : hang('  try: ', safeText(notice.next), columns);
  return [
    paint(isWarning ? 'warn' : 'accent', label.trimEnd()) + first.slice(label.length - 1),
    ...rest,
    ...next,
  ];
}
