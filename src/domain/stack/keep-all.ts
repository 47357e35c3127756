import type { ParameterValue, Stack } from './stack.ts';

/** Every parameter of the stack as it is: the start of a plan that changes only a few. */
export function keepAll({ parameters }: Pick<Stack, 'parameters'>): Record<string, ParameterValue> {
  return Object.fromEntries(Object.keys(parameters).map((name) => [name, { keep: true }]));
}
