import type { StackRow } from '../result/ls.ts';
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
    isNewer: made !== undefined && compareVersions(made, version) > 0,
    ...{ executor, concurrency, instanceTypes, gitlabUrl: stack.parameters.GitLabUrl ?? '' },
    ...(runnerId > 0 && { runnerId }),
    createdAt,
    ...(updatedAt && { updatedAt }),
  };
}

/** By number, part by part: 0.10.0 is newer than 0.9.1. What follows a hyphen does not count. */
function compareVersions(one: string, other: string): number {
  const parts = (text: string) => (text.split('-')[0] ?? '').split('.').map(Number);
  const [left, right] = [parts(one), parts(other)];
  const difference = left.map((part, index) => part - (right[index] ?? 0)).find((by) => by !== 0);
  return difference ?? 0;
}
