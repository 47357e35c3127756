import { hasCode } from '../domain/error.ts';
import type { GlfrEvent } from '../domain/event.ts';
import type { PriceTable } from '../domain/fleet/cost.ts';
import type { Leftover } from '../domain/fleet/leftovers.ts';
import type { DeployResult } from '../domain/result/deploy.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { findLeftovers, type LeftoverDeps } from './find-leftovers.ts';
import { removeLeftovers } from './remove-leftovers.ts';

type Swept = NonNullable<DeployResult['leftovers']>;

/**
 * What nobody knows any more, looked for while there is still a manager that would know: a new one says nothing in its
 * first ten minutes. Shown with the plan, so that its yes is one to this too.
 */
export async function* lookForLeftovers(
  stack: Stack,
  prices: PriceTable | undefined,
  deps: LeftoverDeps,
): AsyncGenerator<GlfrEvent, readonly Leftover[], void> {
  try {
    const { found } = await findLeftovers(stack, prices, deps);
    if (found.length > 0) yield { type: 'leftovers.found', found };
    return found;
  } catch (error) {
    // The change does not depend on it.
    if (!hasCode(error, 'aws.denied')) throw error;
    const text = `It was not looked for executors that are left over: ${error.message}`;
    yield { type: 'notice', level: 'info', text };
    return [];
  }
}

/** After a change of managers: takes away what was found before, unless the new manager knows it. */
export async function* sweep(
  stack: Stack,
  found: readonly Leftover[],
  deps: LeftoverDeps,
): AsyncGenerator<GlfrEvent, Swept, void> {
  if (found.length === 0) return { found, removed: [] };
  yield { type: 'phase.started', phase: 'leftovers', text: 'Taking away what is left over' };
  const { removed } = await removeLeftovers(stack, found, deps, { byNewManager: true });
  const text = `Taken away what was left over: ${removed.length} of ${found.length}`;
  yield { type: 'phase.ended', phase: 'leftovers', text, outcome: 'done' };
  return { found, removed };
}
