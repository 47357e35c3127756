import type { DeployResult } from '../../domain/result/deploy.ts';
import { fatesText } from '../blocks/jobs.ts';
import { duration } from '../duration.ts';
import { bareScreen, type Screen, styleFor } from '../paint.ts';
import { count } from '../words.ts';
import { headline, type Mark } from './headline.ts';
import { nextLines } from './next.ts';
import { pairLines } from './pairs.ts';

/** Result of `init`, `deploy` and `scale`. */
export function deployLines(result: DeployResult, screen: Screen = bareScreen): string[] {
  const style = styleFor(screen);
  return [
    ...headline(...verdict(result), style),
    ...(['planned', 'unchanged'].includes(result.action)
      ? []
      : pairLines([...facts(result), ...aftermath(result)], style)),
    ...nextLines(result.next, style),
  ];
}

function verdict(result: DeployResult): [Mark, string] {
  const { stackName, region, action, seconds, status } = result;
  const took = `(${duration(seconds)})`;
  if (action === 'planned')
    return ['✔', `That was the plan for ${stackName} in ${region}; nothing was changed`];
  if (action === 'unchanged')
    return ['✔', `${stackName} in ${region} is as asked already; nothing was changed`];
  if (result.manager.state === 'failed')
    return ['!', `${stackName} in ${region} is ${status}, but its manager does not run ${took}`];
  if (result.runner === 'offline')
    return ['!', `${stackName} in ${region} is ${action}, but GitLab does not see its runner yet ${took}`];
  return ['✔', `${stackName} in ${region} is ${action} ${took}`];
}

/** What a change of managers did to jobs, and left behind. */
function aftermath({ jobs, leftovers: { found, removed } = { found: [], removed: [] } }: DeployResult) {
  return [
    ['Jobs', jobs ? fatesText(jobs) : ''],
    ['Left over', found.length > 0 ? `${found.length} found, ${removed.length} taken away` : ''],
  ] satisfies [string, string][];
}

const managerWords = {
  running: 'running',
  'not-awaited': 'starting; not waited for',
  failed: 'failed',
} as const;

function facts({ manager, runner, runnerId, gitlabUrl, concurrency }: DeployResult): [string, string][] {
  const takes =
    manager.state === 'failed'
      ? ''
      : `, takes up to ${count(manager.maxBuilds ?? concurrency, 'job')} at a time`;
  const id = runnerId === undefined ? '' : ` ${runnerId}`;
  const seen = runner === 'unknown' ? '' : `, ${runner}`;
  return [
    ['Manager', managerWords[manager.state] + takes],
    ['Runner', `runner${id} in ${gitlabUrl}${seen}`],
  ];
}
