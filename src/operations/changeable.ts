import { GlfrError } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { stackState } from '../domain/stack/status.ts';
import { again } from '../domain/typed-command.ts';

/** A change needs a stack that stands still and works. Errors: `stack.busy` (6), `stack.not-ready`. */
export function refuseUnready({ name, status }: Stack): void {
  const state = stackState(status);
  if (state === 'ready' || state === 'rolled-back') return;
  if (state === 'working')
    throw new GlfrError({
      code: 'stack.busy',
      message: `The stack ${name} is ${status}: another operation is running on it.`,
      suggestions: [`glfr status --stack ${name} --watch`, `${again} (when it has ended)`],
      exitCode: exitCode.stillInProgress,
    });
  throw new GlfrError({
    code: 'stack.not-ready',
    message: `The stack ${name} is ${status} and cannot be changed now.`,
    suggestions: [`glfr status --stack ${name}`],
  });
}
