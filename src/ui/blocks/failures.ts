import type { StackEvent } from '../../domain/stack/stack.ts';
import { stackState } from '../../domain/stack/status.ts';
import { logText } from '../log-text.ts';
import type { TextStyle } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import type { ScreenState } from '../screen-state.ts';
import { shortType, statusWords } from '../words.ts';
import { hang } from '../wrap.ts';

const shown = 5;

/** One failed resource: who, what and why. */
export function failureLines(change: StackEvent, { columns, paint }: TextStyle): string[] {
  const reason = change.reason ? `: ${change.reason}` : '';
  const text = `${change.logicalId} (${shortType(change.resourceType)}) ${statusWords(change.status)}${reason}`;
  const [first = '', ...rest] = hang('✖ ', safeText(text), columns);
  return [paint('bad', first), ...rest];
}

/** Why the stack did not get where it should: said once more at the end, for the rest has scrolled by. */
export function whatFailed(state: ScreenState, style: TextStyle): string[] {
  const { stack, failures, log } = state;
  const isFine = !stack || ['ready', 'absent', 'working', 'review'].includes(stackState(stack.status));
  if (isFine && failures.length === 0) return [];
  const status = stack?.status ? [`✖ the stack ${stack.name} is ${stack.status}`] : [];
  const more = failures.length > shown ? [`  and ${failures.length - shown} more`] : [];
  return [
    ...status.map((line) => style.paint('bad', safeText(line))),
    ...failures.slice(0, shown).flatMap((failure) => failureLines(failure, style)),
    ...more,
    ...(log.length === 0 ? [] : ['  the last lines of the manager:']),
    ...log.flatMap((event) => hang('    ', logText(event, style), style.columns)),
  ];
}
