import type * as cfn from '@aws-sdk/client-cloudformation';
import type { ChangeSet, ParameterValue, Stack, StackEvent } from '../domain/stack/stack.ts';

export const stackFrom = (raw: cfn.Stack): Stack => ({
  name: raw.StackName ?? '',
  id: raw.StackId ?? '',
  status: raw.StackStatus ?? '',
  ...(raw.StackStatusReason && { statusReason: raw.StackStatusReason }),
  ...(raw.Description && { description: raw.Description }),
  parameters: record(raw.Parameters, (entry) => [entry.ParameterKey, entry.ParameterValue]),
  outputs: record(raw.Outputs, (entry) => [entry.OutputKey, entry.OutputValue]),
  tags: record(raw.Tags, (entry) => [entry.Key, entry.Value]),
  createdAt: raw.CreationTime?.getTime() ?? 0,
  ...(raw.LastUpdatedTime && { updatedAt: raw.LastUpdatedTime.getTime() }),
});

export const stackEventFrom = (raw: cfn.StackEvent): StackEvent => ({
  id: raw.EventId ?? '',
  time: raw.Timestamp?.getTime() ?? 0,
  logicalId: raw.LogicalResourceId ?? '',
  ...(raw.PhysicalResourceId && { physicalId: raw.PhysicalResourceId }),
  resourceType: raw.ResourceType ?? '',
  status: raw.ResourceStatus ?? '',
  ...(raw.ResourceStatusReason && { reason: raw.ResourceStatusReason }),
});

export function changeSetFrom(id: string, pages: readonly cfn.DescribeChangeSetCommandOutput[]): ChangeSet {
  const [first] = pages;
  return {
    id,
    stackId: first?.StackId ?? '',
    status: first?.Status ?? '',
    ...(first?.StatusReason && { statusReason: first.StatusReason }),
    changes: pages.flatMap((page) =>
      (page.Changes ?? []).flatMap(({ ResourceChange: change }) =>
        change
          ? {
              action: change.Action ?? '',
              logicalId: change.LogicalResourceId ?? '',
              resourceType: change.ResourceType ?? '',
              ...(change.Replacement && { replacement: change.Replacement }),
            }
          : [],
      ),
    ),
  };
}

export const parametersFor = (parameters: Readonly<Record<string, ParameterValue>>): cfn.Parameter[] =>
  Object.entries(parameters).map(([ParameterKey, parameter]) =>
    'keep' in parameter
      ? { ParameterKey, UsePreviousValue: true }
      : { ParameterKey, ParameterValue: parameter.value },
  );

export const tagsFor = (tags: Readonly<Record<string, string>>): cfn.Tag[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

function record<T>(
  entries: readonly T[] | undefined,
  pair: (entry: T) => [string | undefined, string | undefined],
): Record<string, string> {
  const pairs = (entries ?? [])
    .map(pair)
    .filter((entry): entry is [string, string] => entry[0] !== undefined);
  return Object.fromEntries(pairs.map(([key, value]) => [key, value ?? '']));
}
