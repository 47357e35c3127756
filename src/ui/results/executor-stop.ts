import type { ExecutorStopResult } from '../../domain/result/executor-stop.ts';
import { bareScreen, type Screen, styleFor } from '../paint.ts';
import { count } from '../words.ts';
import { headline } from './headline.ts';
import { nextLines } from './next.ts';
import { pairLines } from './pairs.ts';

const whys = { ended: 'had ended already', 'became-busy': 'got a job meanwhile and was left alone' } as const;

/** Result of `glfr executors stop`. */
export function stopLines(result: ExecutorStopResult, screen: Screen = bareScreen): string[] {
  const style = styleFor(screen);
  const { stackName, stopped, skipped, next } = result;
  const words =
    stopped.length > 0
      ? `${count(stopped.length, 'executor')} of ${stackName} told to end`
      : `nothing of ${stackName} was ended`;
  return [
    ...headline(stopped.length > 0 ? '✔' : '!', words, style),
    ...pairLines(
      [
        ...stopped.map(({ id, through, job }) => {
          const how = through === 'group' ? 'through its group, which wants one less' : 'by EC2';
          return [id, job ? `${how}; job ${job.id} fails` : how] as const;
        }),
        ...skipped.map(({ id, why }) => [id, whys[why]] as const),
      ],
      style,
    ),
    ...nextLines(next, style),
  ];
}
