import type { DestroyResult } from '../../domain/result/destroy.ts';
import { duration } from '../duration.ts';
import { bareScreen, type Screen, styleFor } from '../paint.ts';
import { safeText } from '../safe-text.ts';
import { count } from '../words.ts';
import { wrap } from '../wrap.ts';
import { nextLines } from './next.ts';
import { pairLines } from './pairs.ts';

const runnerWords = { deleted: 'deleted in GitLab', kept: 'still in GitLab', none: '' } as const;

/** Result of `glfr destroy`. */
export function destroyLines(result: DestroyResult, screen: Screen = bareScreen): string[] {
  const style = styleFor(screen);
  const { stackName, region, status, executorsEnded, runner, keeps, seconds } = result;
  const isGone = status === 'DELETE_COMPLETE';
  const text = `${stackName} ${isGone ? 'is gone from' : `is ${status} in`} ${region} (${duration(seconds)})`;
  const [first = '', ...rest] = wrap(safeText(text), style.columns - 2);
  const ended =
    executorsEnded.length === 0
      ? ''
      : `${count(executorsEnded.length, 'executor')} ended: ${executorsEnded.join(', ')}`;
  return [
    `${isGone ? style.paint('good', '✔') : style.paint('warn', '!')} ${style.paint('heading', first)}`,
    ...rest.map((line) => `  ${style.paint('heading', line)}`),
    ...pairLines(
      [
        ['Executors', ended],
        ['Runner', runnerWords[runner]],
        ...keeps.map((kept, index) => [index === 0 ? 'Still there' : '', kept] as const),
      ],
      style,
    ),
    ...nextLines(result.next, style),
  ];
}
