import type { RunnerRotateResult } from '../../domain/result/runner-rotate.ts';
import { duration } from '../duration.ts';
import { bareScreen, type Screen, styleFor } from '../paint.ts';
import { expiryText } from './expiry.ts';
import { headline } from './headline.ts';
import { nextLines } from './next.ts';
import { pairLines } from './pairs.ts';

const managerWords = {
  running: 'a new one runs with it',
  'not-awaited': 'a new one is starting; not waited for',
  failed: 'failed',
} as const;

/** Result of `glfr runner rotate`. `now` in epoch milliseconds. */
export function rotateLines(
  result: RunnerRotateResult,
  screen: Screen = bareScreen,
  now = Date.now(),
): string[] {
  const style = styleFor(screen);
  const { stackName, region, action, seconds, runnerId, gitlabUrl, manager, runner } = result;
  if (action === 'planned') {
    const text = `That was the plan for ${stackName} in ${region}; nothing was changed`;
    return [...headline('✔', text, style), ...nextLines(result.next, style)];
  }
  const isWell = manager.state !== 'failed' && runner !== 'offline';
  const text = `${stackName} in ${region} has a new token (${duration(seconds)})`;
  const seen = runner === 'unknown' ? '' : `, ${runner}`;
  return [
    ...headline(isWell ? '✔' : '!', text, style),
    ...pairLines(
      [
        ['Manager', managerWords[manager.state]],
        ['Runner', `runner${runnerId === undefined ? '' : ` ${runnerId}`} in ${gitlabUrl}${seen}`],
        ['Token', expiryText(result.tokenExpiresAt, now)],
      ],
      style,
    ),
    ...nextLines(result.next, style),
  ];
}
