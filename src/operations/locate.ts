import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import { isGlfrStack, type Stack } from '../domain/stack/stack.ts';
import { isThere, stackState } from '../domain/stack/status.ts';
import { again } from '../domain/typed-command.ts';
import type { StackPort } from './ports.ts';

/**
 * The stack a command is about: the named one, else the region's only glfr stack.
 * Errors: `stack.not-found` (3), `stack.ambiguous` and `stack.foreign` (2).
 */
export async function locate(name: string | undefined, stacks: StackPort): Promise<Stack> {
  if (name !== undefined) {
    const found = await stacks.find(name);
    if (!found || stackState(found.status) === 'review')
      throw notFound(`There is no stack ${name} in this region.`);
    refuseForeign(found);
    return found;
  }
  const all = (await stacks.list()).filter(isThere);
  const [only, ...others] = all;
  if (!only) throw notFound('There is no glfr stack in this region.');
  if (others.length === 0) return only;
  throw new GlfrError({
    code: 'stack.ambiguous',
    message: `There are ${all.length} glfr stacks here: ${all.map((stack) => stack.name).join(', ')}.`,
    suggestions: all.map((stack) => `${again} --stack ${stack.name}`),
    exitCode: exitCode.usage,
  });
}

/** glfr neither shows, changes nor destroys what it did not make. Error: `stack.foreign`. */
export function refuseForeign(stack: Stack): void {
  if (isGlfrStack(stack)) return;
  throw new GlfrError({
    code: 'stack.foreign',
    message: `The stack ${stack.name} is not glfr's, so glfr leaves it alone.`,
    suggestions: ['glfr ls'],
    exitCode: exitCode.usage,
  });
}

const notFound = (message: string) =>
  new GlfrError({
    code: 'stack.not-found',
    message,
    suggestions: ['glfr ls --all-regions', 'glfr init'],
    exitCode: exitCode.notFound,
  });
