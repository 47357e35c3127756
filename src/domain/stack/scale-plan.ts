import { GlfrError } from '../error.ts';
import { exitCode } from '../exit-code.ts';
import { keepAll } from './keep-all.ts';
import type { Plan } from './plan.ts';
import type { Stack } from './stack.ts';

/** A deploy with one changed setting: every other parameter and the template stay as they are. */
export function scalePlan(
  stack: Stack,
  concurrency: number,
  place: { region: string; account: string },
): Plan {
  const from = stack.parameters.Concurrency;
  if (from === undefined) {
    throw new GlfrError({
      code: 'stack.no-concurrency',
      message: `The stack ${stack.name} has no Concurrency parameter; it was not made by this template.`,
      suggestions: ['glfr deploy'],
      exitCode: exitCode.usage,
    });
  }
  const parameters = { ...keepAll(stack), Concurrency: { value: String(concurrency) } };
  const isSame = from === String(concurrency);
  return {
    action: isSame ? 'none' : 'update',
    stackName: stack.name,
    ...place,
    changes: isSame ? [] : [{ parameter: 'Concurrency', from, to: String(concurrency) }],
    parameters,
    resources: [],
    warnings: [],
  };
}
