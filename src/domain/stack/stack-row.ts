import type { StackRow } from '../result/ls.ts';
import { compareVersions } from '../version.ts';
import { versionTag } from './make-plan.ts';
import { placeOf } from './place.ts';
import type { Stack } from './stack.ts';
import { settingFacts, stackFacts } from './status-facts.ts';

/** One line about a stack. `version`: of this glfr. */
export function stackRow(stack: Stack, version: string): StackRow {
  const { [versionTag]: made } = stack.tags;
  const { executor, concurrency, instanceTypes } = settingFacts(stack);
  const { status, createdAt, updatedAt } = stackFacts(stack);
  const runnerId = Number(stack.parameters.RunnerId);
  return {
    stackName: stack.name,
    ...placeOf(stack),
    status,
    ...(made && { version: made }),
    wouldUpdate: made !== version,
    isNewer: made !== undefined && (compareVersions(made, version) ?? 0) > 0,
    ...{ executor, concurrency, instanceTypes, gitlabUrl: stack.parameters.GitLabUrl ?? '' },
    ...(runnerId > 0 && { runnerId }),
    createdAt,
    ...(updatedAt && { updatedAt }),
  };
}
