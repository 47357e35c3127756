import type { RunnerPauseResult } from '../../domain/result/runner-pause.ts';
import { bareScreen, type Screen, styleFor } from '../paint.ts';
import { count } from '../words.ts';
import { headline } from './headline.ts';
import { nextLines } from './next.ts';
import { pairLines } from './pairs.ts';

/** Result of `glfr runner pause` and `unpause`. */
export function pauseLines(result: RunnerPauseResult, screen: Screen = bareScreen): string[] {
  const style = styleFor(screen);
  const { runnerId, gitlabUrl, paused, changed, runningJobs } = result;
  const state = paused ? 'is paused and gets no new jobs' : 'takes jobs';
  const was = changed ? '' : '; it was so already, nothing was changed';
  const jobs = runningJobs === undefined ? 'jobs that run go on' : `${count(runningJobs, 'job')} running`;
  return [
    ...headline('✔', `runner ${runnerId} ${state}${was}`, style),
    ...pairLines(
      [
        ['GitLab', gitlabUrl],
        ['Jobs', paused && runningJobs ? `${jobs}, to their own end` : jobs],
      ],
      style,
    ),
    ...nextLines(result.next, style),
  ];
}
