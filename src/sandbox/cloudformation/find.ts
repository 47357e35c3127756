import { awsError, validationError } from '../aws-error.ts';
import type { World } from '../world.ts';
import type { ChangeSet, Stack } from './state.ts';

/** By id, deleted or not; by name only while it lives. */
export function findStack(world: World, nameOrId: string): Stack | undefined {
  const byId = world.stacks.get(nameOrId);
  if (byId !== undefined) return byId;
  return [...world.stacks.values()].find(
    ({ name, status }) => name === nameOrId && status !== 'DELETE_COMPLETE',
  );
}

export function stackOrError(world: World, nameOrId: string | undefined, words = 'with id '): Stack {
  const stack = findStack(world, nameOrId ?? '');
  if (stack !== undefined) return stack;
  const named = words === '' ? `[${nameOrId}]` : words + nameOrId;
  throw validationError(`Stack ${named} does not exist`);
}

/** A change set by its ARN, or by its name within a stack. */
export function findChangeSet(
  world: World,
  nameOrId: string | undefined,
  stackName: string | undefined,
): { stack: Stack; changeSet: ChangeSet } {
  const wanted = nameOrId ?? '';
  const stacks = stackName === undefined ? [...world.stacks.values()] : [stackOrError(world, stackName, '')];
  for (const stack of stacks) {
    for (const changeSet of stack.changeSets.values()) {
      const byName = stackName !== undefined && changeSet.name === wanted;
      if (byName || changeSet.id === wanted) return { stack, changeSet };
    }
  }
  if (stackName === undefined && !wanted.startsWith('arn:')) {
    throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  }
  throw awsError('ChangeSetNotFoundException', `ChangeSet [${wanted}] does not exist`, { status: 404 });
}
