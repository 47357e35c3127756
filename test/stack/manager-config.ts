import fc from 'fast-check';
import { parse } from 'smol-toml';
import type { ExecutorKind } from '../../src/domain/settings/executor-kind.ts';
import { type Deployed, deploy, type Properties } from './deployed.ts';
import { type Case, cases, parametersOf } from './valid-settings.ts';

/** A variable of the manager's container, as plain text. */
export function variable(stack: Deployed, name: string): string {
  const [container] = stack.properties('ManagerTaskDefinition').ContainerDefinitions;
  return container.Environment.find((one: Properties) => one.Name === name)?.Value;
}

/** Holds for what any valid settings make of a kind's template. */
export const always = (kind: ExecutorKind, holds: (stack: Deployed, one: Case) => void) =>
  fc.assert(
    fc.property(cases(kind), (one) => holds(deploy(kind, parametersOf(kind, one)), one)),
    { numRuns: 60 },
  );

/** What the manager's config.toml says. */
export const config = (stack: Deployed) => parse(variable(stack, 'GLFR_CONFIG')) as Properties;
