import type {
  CreateChangeSetCommandInput,
  CreateChangeSetCommandOutput,
  DeleteChangeSetCommandInput,
  DeleteChangeSetCommandOutput,
  DescribeChangeSetCommandInput,
  DescribeChangeSetCommandOutput,
  ExecuteChangeSetCommandInput,
  ExecuteChangeSetCommandOutput,
  Parameter,
} from '@aws-sdk/client-cloudformation';
import { GlfrError } from '../../domain/error.ts';
import { awsError, validationError } from '../aws-error.ts';
import { changesTheWorld } from '../faults.ts';
import { changes, type Handlers, reads } from '../handler.ts';
import { uuid } from '../ids.ts';
import { page } from '../pages.ts';
import { account, after, region, type World } from '../world.ts';
import { additionsFor, changesFor, differsElsewhere } from './changes.ts';
import { createStack } from './creation.ts';
import { setStackStatus } from './events.ts';
import { findChangeSet, findStack } from './find.ts';
import { missingNetwork, withoutSecrets } from './parameters.ts';
import { type ChangeSet, type Goal, isInProgress, type Stack } from './state.ts';
import { goalOf, templateOf } from './templates.ts';
import { updateStack } from './updating.ts';

const noChanges =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

const arn = (kind: string, name: string, key: string): string =>
  `arn:aws:cloudformation:${region}:${account}:${kind}/${name}/${uuid(key)}`;

function stackToUpdate(world: World, name: string): Stack {
  const stack = findStack(world, name);
  if (stack === undefined || stack.status === 'REVIEW_IN_PROGRESS') {
    throw validationError(`Stack [${name}] does not exist`);
  }
  const refuses = isInProgress(stack) || /^ROLLBACK_|_FAILED$/.test(stack.status);
  if (refuses && stack.status !== 'UPDATE_FAILED') {
    throw validationError(`Stack:${stack.id} is in ${stack.status} state and can not be updated.`);
  }
  return stack;
}

function stackToCreate(world: World, name: string, changeSetName: string): Stack | undefined {
  const stack = findStack(world, name);
  if (stack === undefined || stack.status === 'REVIEW_IN_PROGRESS') return stack;
  const message = `Stack [${name}] already exists and cannot be created again with the changeSet [${changeSetName}].`;
  throw awsError('AlreadyExistsException', message);
}

function newStack(world: World, name: string, goal: Goal): Stack {
  const stack: Stack = {
    id: arn('stack', name, `${world.seed}:stack:${world.stacks.size}`),
    name,
    status: 'REVIEW_IN_PROGRESS',
    createdAt: world.engine.now,
    goal,
    resources: new Map(),
    outputs: [],
    events: [],
    changeSets: new Map(),
  };
  world.stacks.set(stack.id, stack);
  setStackStatus(world, stack, 'REVIEW_IN_PROGRESS', 'User Initiated');
  return stack;
}

/** Lets the change set become ready, or fail, in its time. */
function work(world: World, stack: Stack, changeSet: ChangeSet): void {
  const wrong = missingNetwork(world.network, changeSet.goal);
  const empty =
    changeSet.kind === 'UPDATE' &&
    changeSet.changes.length === 0 &&
    !differsElsewhere(stack.goal, changeSet.goal);
  const failure = wrong ?? (empty ? noChanges : undefined);
  after(world, 400, () => {
    changeSet.status = 'CREATE_IN_PROGRESS';
  });
  after(world, 2000, () => {
    if (failure === undefined)
      Object.assign(changeSet, { status: 'CREATE_COMPLETE', executionStatus: 'AVAILABLE' });
    else Object.assign(changeSet, { status: 'FAILED', statusReason: failure });
  });
}

function createChangeSet(world: World, input: CreateChangeSetCommandInput) {
  const { StackName = '', ChangeSetName: name = '', ChangeSetType: kind = 'UPDATE' } = input;
  if (kind !== 'CREATE' && kind !== 'UPDATE')
    throw validationError(`ChangeSetType ${kind} is not in the sandbox`);
  const existing =
    kind === 'UPDATE' ? stackToUpdate(world, StackName) : stackToCreate(world, StackName, name);
  if ([...(existing?.changeSets.values() ?? [])].some((other) => other.name === name)) {
    throw awsError(
      'AlreadyExistsException',
      `ChangeSet ${name} cannot be created due to a mismatch with existing attribute`,
    );
  }
  const goal = goalOf(world, input, kind === 'UPDATE' ? existing?.goal : undefined);
  const stack = existing ?? newStack(world, StackName, goal);
  const changeSet: ChangeSet = {
    id: arn('changeSet', name, `${stack.id}:${name}:${world.engine.now}`),
    name,
    kind,
    createdAt: world.engine.now,
    description: input.Description,
    goal,
    changes: kind === 'UPDATE' ? changesFor(stack, goal) : additionsFor(stack, goal),
    status: 'CREATE_PENDING',
    executionStatus: 'UNAVAILABLE',
  };
  stack.changeSets.set(changeSet.id, changeSet);
  work(world, stack, changeSet);
  return { Id: changeSet.id, StackId: stack.id };
}

function prepare(world: World, input: CreateChangeSetCommandInput): CreateChangeSetCommandInput {
  const { template } = templateOf(world, input);
  return { ...input, Parameters: withoutSecrets(template, input.Parameters ?? []) };
}

/** Parameters as AWS shows them: a NoEcho value is four stars. */
export function shownParameters({ template, parameters, resolved }: Goal): Parameter[] {
  return Object.entries(parameters).map(([ParameterKey, value]) => ({
    ParameterKey,
    ParameterValue: template.parameters[ParameterKey]?.noEcho ? '****' : value,
    ...(resolved[ParameterKey] !== undefined && { ResolvedValue: resolved[ParameterKey] }),
  }));
}

function describeChangeSet(world: World, input: DescribeChangeSetCommandInput) {
  const { stack, changeSet } = findChangeSet(world, input.ChangeSetName, input.StackName);
  const ready = changeSet.status === 'CREATE_COMPLETE';
  const invalid = (): Error => validationError(`Invalid nextToken ${input.NextToken}`);
  const { items, next } = page(ready ? changeSet.changes : [], input.NextToken, undefined, invalid);
  return {
    ChangeSetId: changeSet.id,
    ChangeSetName: changeSet.name,
    ChangeSetType: changeSet.kind,
    StackId: stack.id,
    StackName: stack.name,
    Description: changeSet.description,
    CreationTime: new Date(changeSet.createdAt),
    Status: changeSet.status,
    StatusReason: changeSet.statusReason,
    ExecutionStatus: changeSet.executionStatus,
    Parameters: shownParameters(changeSet.goal),
    Tags: [...changeSet.goal.tags],
    Capabilities: [...changeSet.goal.capabilities] as DescribeChangeSetCommandOutput['Capabilities'],
    NotificationARNs: [],
    RollbackConfiguration: {},
    IncludeNestedStacks: false,
    Changes: [...items],
    NextToken: next,
  };
}

const executeChangeSet = changes<ExecuteChangeSetCommandInput, ExecuteChangeSetCommandOutput>(
  (world, input, { faults }) => {
    const { stack, changeSet } = findChangeSet(world, input.ChangeSetName, input.StackName);
    if (changeSet.executionStatus !== 'AVAILABLE' || isInProgress(stack)) {
      const message = `ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`;
      throw awsError('InvalidChangeSetStatusException', message);
    }
    changeSet.executionStatus = 'EXECUTE_COMPLETE';
    // The others were made for a stack that is no more.
    for (const id of stack.changeSets.keys()) if (id !== changeSet.id) stack.changeSets.delete(id);
    const operation = {
      world,
      stack,
      goal: changeSet.goal,
      key: `${stack.id}:${stack.events.length}`,
      faults: faults.filter(changesTheWorld),
    };
    if (changeSet.kind === 'CREATE') createStack(operation);
    else updateStack(operation);
    return {};
  },
);

const deleteChangeSet = changes<DeleteChangeSetCommandInput, DeleteChangeSetCommandOutput>((world, input) => {
  const { stack, changeSet } = findChangeSet(world, input.ChangeSetName, input.StackName);
  stack.changeSets.delete(changeSet.id);
  return {};
});

/** What a template gets wrong is a ValidationError to whoever sent it. */
function refusing<O>(answer: (world: World, input: CreateChangeSetCommandInput) => O) {
  return (world: World, input: CreateChangeSetCommandInput): O => {
    try {
      return answer(world, input);
    } catch (error) {
      if (error instanceof GlfrError) throw validationError(error.message);
      throw error;
    }
  };
}

export const changeSetHandlers: Handlers = {
  CreateChangeSet: changes<CreateChangeSetCommandInput, CreateChangeSetCommandOutput>(
    refusing(createChangeSet),
    refusing(prepare),
  ),
  DescribeChangeSet: reads<DescribeChangeSetCommandInput, DescribeChangeSetCommandOutput>(describeChangeSet),
  ExecuteChangeSet: executeChangeSet,
  DeleteChangeSet: deleteChangeSet,
};
