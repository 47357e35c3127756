import { GlfrError } from '../domain/error.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { stackState } from '../domain/stack/status.ts';

/** A change needs a stack that stands still and works. Error: `stack.not-ready`. */
export function refuseUnready({ name, status }: Stack): void {
  if (['ready', 'rolled-back'].includes(stackState(status))) return;
  throw new GlfrError({
    code: 'stack.not-ready',
    message: `The stack ${name} is ${status} and cannot be changed now.`,
    suggestions: [`glfr status --stack ${name}`],
  });
}
