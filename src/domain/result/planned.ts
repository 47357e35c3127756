import type { Plan } from '../stack/plan.ts';
import { againWithout } from '../typed-command.ts';
import type { DeployResult } from './deploy.ts';

/** The result of a plan that was only shown. */
export const plannedResult = (
  { stackName, region }: Plan,
  { gitlabUrl, concurrency }: Pick<DeployResult, 'gitlabUrl' | 'concurrency'>,
): DeployResult => ({
  ...{ stackName, region, action: 'planned', status: 'not changed', gitlabUrl, concurrency },
  ...{ manager: { state: 'not-awaited' }, runner: 'unknown', seconds: 0 },
  next: [againWithout('--dry-run')],
});
