import { GlfrError } from '../error.ts';
import { exitCode } from '../exit-code.ts';
import type { Settings } from '../settings/declaration.ts';
import { parametersFromSettings } from '../settings/stored.ts';
import { keepAll } from './keep-all.ts';
import type { Plan } from './plan.ts';
import type { Stack } from './stack.ts';

/** What `scale` may change. */
export const scaleKeys = ['concurrency', 'maxExecutors', 'idle', 'idleTime', 'schedules'] as const;

export type ScaleSettings = Pick<Settings, (typeof scaleKeys)[number]>;

/** A deploy with a few changed settings: every other parameter and the template stay as they are. */
export function scalePlan(
  stack: Stack,
  wanted: ScaleSettings,
  place: { region: string; account: string },
): Plan {
  if (stack.parameters.Concurrency === undefined) throw noConcurrency(stack);
  const picked = Object.fromEntries(scaleKeys.map((key) => [key, wanted[key]]));
  const changes = Object.entries(parametersFromSettings(picked)).flatMap(([parameter, to]) => {
    const from = stack.parameters[parameter];
    return from === undefined || from === to ? [] : [{ parameter, from, to }];
  });
  const changed = Object.fromEntries(changes.map(({ parameter, to }) => [parameter, { value: to }]));
  return {
    action: changes.length === 0 ? 'none' : 'update',
    stackName: stack.name,
    ...place,
    changes,
    parameters: { ...keepAll(stack), ...changed },
    resources: [],
    warnings: [],
  };
}

const noConcurrency = ({ name }: Stack) =>
  new GlfrError({
    code: 'stack.no-concurrency',
    message: `The stack ${name} has no Concurrency parameter; it was not made by this template.`,
    suggestions: ['glfr deploy'],
    exitCode: exitCode.usage,
  });
