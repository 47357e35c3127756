import type {
  CancelUpdateStackCommandInput,
  CancelUpdateStackCommandOutput,
  DeleteStackCommandInput,
  DeleteStackCommandOutput,
  DescribeStackEventsCommandInput,
  DescribeStackEventsCommandOutput,
  DescribeStackResourcesCommandInput,
  DescribeStackResourcesCommandOutput,
  DescribeStacksCommandInput,
  DescribeStacksCommandOutput,
  GetTemplateCommandInput,
  GetTemplateCommandOutput,
  ListStackResourcesCommandInput,
  ListStackResourcesCommandOutput,
  Stack as StackOutput,
} from '@aws-sdk/client-cloudformation';
import { validationError } from '../aws-error.ts';
import { changes, type Handlers, reads } from '../handler.ts';
import { page, pageSize } from '../pages.ts';
import { shownParameters } from './change-sets.ts';
import { findStack, stackOrError } from './find.ts';
import { deleteStack } from './removal.ts';
import { isInProgress, type Resource, type Stack } from './state.ts';

const time = (at: number | undefined): Date | undefined => (at === undefined ? undefined : new Date(at));
const badToken = (): Error => validationError('Invalid nextToken');

function shown(stack: Stack): StackOutput {
  const { goal } = stack;
  return {
    StackId: stack.id,
    StackName: stack.name,
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    Description: goal.template.description,
    CreationTime: new Date(stack.createdAt),
    LastUpdatedTime: time(stack.updatedAt),
    DeletionTime: time(stack.deletedAt),
    Parameters: stack.status === 'REVIEW_IN_PROGRESS' ? [] : shownParameters(goal),
    Outputs: stack.outputs.map(({ key, value, description, exportName }) => ({
      OutputKey: key,
      OutputValue: value,
      Description: description,
      ExportName: exportName,
    })),
    Tags: [...goal.tags],
    Capabilities: [...goal.capabilities] as StackOutput['Capabilities'],
    DisableRollback: false,
    EnableTerminationProtection: false,
    NotificationARNs: [],
    RollbackConfiguration: {},
    DriftInformation: { StackDriftStatus: 'NOT_CHECKED' },
  };
}

/** Event pages count from the oldest, so that events which come meanwhile shift nothing. */
function eventPage(stack: Stack, token: string | undefined) {
  const before = token === undefined ? stack.events.length : Number(token.replace('before-', ''));
  if (!Number.isInteger(before) || before < 0) throw badToken();
  const from = Math.max(0, before - pageSize);
  return {
    events: stack.events.slice(from, before).toReversed(),
    next: from > 0 ? `before-${from}` : undefined,
  };
}

const resourceCommon = (resource: Resource) => ({
  LogicalResourceId: resource.logicalId,
  PhysicalResourceId: resource.made?.physicalId,
  ResourceType: resource.type,
  ResourceStatus: resource.status,
  ResourceStatusReason: resource.reason,
  DriftInformation: { StackResourceDriftStatus: 'NOT_CHECKED' as const },
});

const byLogicalId = (a: Resource, b: Resource): number => (a.logicalId < b.logicalId ? -1 : 1);

export const stackHandlers: Handlers = {
  DescribeStacks: reads<DescribeStacksCommandInput, DescribeStacksCommandOutput>((world, input) => {
    if (input.StackName !== undefined) return { Stacks: [shown(stackOrError(world, input.StackName))] };
    const living = [...world.stacks.values()].filter(({ status }) => status !== 'DELETE_COMPLETE');
    const { items, next } = page(living.toReversed(), input.NextToken, undefined, badToken);
    return { Stacks: items.map(shown), NextToken: next };
  }),
  DescribeStackEvents: reads<DescribeStackEventsCommandInput, DescribeStackEventsCommandOutput>(
    (world, input) => {
      const stack = stackOrError(world, input.StackName, '');
      const { events, next } = eventPage(stack, input.NextToken);
      return {
        StackEvents: events.map((event) => ({
          StackId: stack.id,
          StackName: stack.name,
          EventId: event.id,
          Timestamp: new Date(event.at),
          LogicalResourceId: event.logicalId,
          PhysicalResourceId: event.physicalId,
          ResourceType: event.type,
          ResourceStatus: event.status,
          ResourceStatusReason: event.reason,
        })),
        NextToken: next,
      };
    },
  ),
  ListStackResources: reads<ListStackResourcesCommandInput, ListStackResourcesCommandOutput>(
    (world, input) => {
      const stack = stackOrError(world, input.StackName);
      const all = [...stack.resources.values()].toSorted(byLogicalId);
      const { items, next } = page(all, input.NextToken, undefined, badToken);
      return {
        StackResourceSummaries: items.map((resource) => ({
          ...resourceCommon(resource),
          LastUpdatedTimestamp: new Date(resource.changedAt),
        })),
        NextToken: next,
      };
    },
  ),
  DescribeStackResources: reads<DescribeStackResourcesCommandInput, DescribeStackResourcesCommandOutput>(
    (world, input) => {
      const stack = stackOrError(world, input.StackName);
      const wanted = (id: string): boolean => [undefined, id].includes(input.LogicalResourceId);
      return {
        StackResources: [...stack.resources.values()]
          .filter(({ logicalId }) => wanted(logicalId))
          .map((resource) => ({
            ...resourceCommon(resource),
            StackId: stack.id,
            StackName: stack.name,
            Timestamp: new Date(resource.changedAt),
          })),
      };
    },
  ),
  GetTemplate: reads<GetTemplateCommandInput, GetTemplateCommandOutput>((world, input) => ({
    TemplateBody: stackOrError(world, input.StackName).goal.body,
    StagesAvailable: ['Original', 'Processed'],
  })),
  CancelUpdateStack: changes<CancelUpdateStackCommandInput, CancelUpdateStackCommandOutput>(
    (world, input) => {
      const stack = stackOrError(world, input.StackName);
      if (stack.cancelUpdate === undefined) {
        const message = `CancelUpdateStack cannot be called from current stack status ${stack.status}`;
        throw validationError(message);
      }
      stack.cancelUpdate();
      return {};
    },
  ),
  DeleteStack: changes<DeleteStackCommandInput, DeleteStackCommandOutput>((world, input) => {
    const stack = findStack(world, input.StackName ?? '');
    if (stack === undefined || /^DELETE_(COMPLETE|IN_PROGRESS)$/.test(stack.status)) return {};
    if (isInProgress(stack) && stack.cancel === undefined) {
      throw validationError(`Stack [${stack.id}] cannot be deleted while in status ${stack.status}`);
    }
    stack.cancel?.();
    const key = `${stack.id}:${stack.events.length}`;
    deleteStack({ world, stack, goal: stack.goal, key, faults: [] });
    return {};
  }),
};
