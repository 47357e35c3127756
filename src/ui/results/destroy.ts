import type { DestroyResult } from '../../domain/result/destroy.ts';
import { duration } from '../duration.ts';
import { bareScreen, type Screen, styleFor } from '../paint.ts';
import { count } from '../words.ts';
import { headline } from './headline.ts';
import { nextLines } from './next.ts';
import { listed, pairLines } from './pairs.ts';

const runnerWords = { deleted: 'deleted in GitLab', kept: 'still in GitLab', none: '' } as const;

/** Result of `glfr destroy`. */
export function destroyLines(result: DestroyResult, screen: Screen = bareScreen): string[] {
  const style = styleFor(screen);
  const { stackName, region, status, executorsEnded, runner, keeps, seconds } = result;
  const isGone = status === 'DELETE_COMPLETE';
  const text = `${stackName} ${isGone ? 'is gone from' : `is ${status} in`} ${region} (${duration(seconds)})`;
  const ended =
    executorsEnded.length === 0
      ? ''
      : `${count(executorsEnded.length, 'executor')} ended: ${executorsEnded.join(', ')}`;
  return [
    ...headline(isGone ? '✔' : '!', text, style),
    ...pairLines(
      [['Executors', ended], ['Runner', runnerWords[runner]], ...listed('Still there', keeps)],
      style,
    ),
    ...nextLines(result.next, style),
  ];
}
