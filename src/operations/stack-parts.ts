import { GlfrError } from '../domain/error.ts';
import { partsFromOutputs, partsFromResources, type StackParts } from '../domain/stack/parts.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { StackPort } from './ports.ts';

/** The stack's parts as far as they exist; `undefined` when it has no manager yet. */
export async function findParts(stack: Stack, stacks: StackPort): Promise<StackParts | undefined> {
  return partsFromOutputs(stack) ?? partsFromResources(await stacks.resources(stack.id));
}

/** As `findParts`, for commands that are about the manager. Error: `stack.no-manager`. */
export async function requireParts(stack: Stack, stacks: StackPort): Promise<StackParts> {
  const parts = await findParts(stack, stacks);
  if (parts) return parts;
  throw new GlfrError({
    code: 'stack.no-manager',
    message: `The stack ${stack.name} is ${stack.status} and has no manager to ask.`,
    suggestions: [`glfr status --stack ${stack.name}`, `glfr destroy --stack ${stack.name}`],
  });
}
