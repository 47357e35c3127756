import type { RunnerCheckResult } from '../../domain/result/runner-check.ts';
import { elapsed } from '../duration.ts';
import { bareScreen, type Screen, styleFor } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { hang } from '../wrap.ts';
import { expiryText } from './expiry.ts';
import { headline } from './headline.ts';
import { nextLines } from './next.ts';
import { pairLines } from './pairs.ts';

/** Result of `glfr runner check`, which is an error unless the token is good. `now` in epoch milliseconds. */
export function checkLines(
  result: RunnerCheckResult,
  screen: Screen = bareScreen,
  now = Date.now(),
): string[] {
  const style = styleFor(screen);
  const { fine, stackName, runnerId, gitlabUrl } = result;
  const text = `the token of ${stackName} ${fine ? 'is good' : 'works, but needs a look'}`;
  return [
    ...headline(fine ? '✔' : '!', text, style),
    ...pairLines(
      [
        ['Runner', `runner ${runnerId} in ${gitlabUrl}${stateText(result, now)}`],
        ['Token', `${tokenText(result)}; ${expiryText(result.tokenExpiresAt, now)}`],
      ],
      style,
    ),
    ...result.warnings
      .flatMap((warning) => hang('! ', safeText(warning.text), style.columns))
      .map((line) => style.paint('warn', line)),
    ...nextLines(result.next, style),
  ];
}

function stateText({ paused, online, contactedAt }: RunnerCheckResult, now: number): string {
  if (online === undefined) return '';
  const seen = contactedAt ? `, last heard of ${elapsed(Date.parse(contactedAt), now)} ago` : '';
  return `, ${paused ? 'paused, ' : ''}${online ? 'online' : 'offline'}${seen}`;
}

/** Nobody can read the token out of the stack, so it is said on whose word it is good. */
function tokenText({ verified, managerLog }: RunnerCheckResult): string {
  const log =
    managerLog === 'no-refusal' ? "no refusal in the manager's log" : "the manager's log could not be asked";
  return verified ? `GitLab takes the given one; ${log}` : log;
}
