import type { GlfrEvent } from '../domain/event.ts';
import type { PreparedChangeSet } from './change-set.ts';
import { drainManager } from './drain.ts';
import type { DeployInput, RolloutDeps } from './rollout.ts';
import { findParts } from './stack-parts.ts';

/** Lets the stack's manager end long jobs, or with `drain` all of them, or with `now` none; nothing where there is no manager yet. */
export async function* drainFirst(
  { existing, drain = false, now = false, jobs, timeoutMs }: DeployInput,
  deps: RolloutDeps,
): AsyncGenerator<GlfrEvent, boolean, void> {
  const parts = !now && existing && (await findParts(existing, deps.stacks));
  if (!existing || !parts) return false;
  return yield* drainManager({ stackName: existing.name, parts, force: drain, jobs, timeoutMs }, deps);
}

/** The same with a change set in hand, which is taken away when it does not come to be executed. */
export async function* drainWithin(
  prepared: PreparedChangeSet,
  input: DeployInput,
  deps: RolloutDeps,
): AsyncGenerator<GlfrEvent, boolean, void> {
  try {
    return yield* drainFirst(input, deps);
  } catch (error) {
    await deps.stacks.deleteChangeSet(prepared.id).catch(() => {});
    throw error;
  }
}
