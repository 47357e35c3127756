import type { Leftover } from '../domain/fleet/leftovers.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { endInstances, saying } from './end-instances.ts';
import { findLeftovers, type LeftoverDeps, type Look } from './find-leftovers.ts';

export interface Removed {
  removed: Leftover[];
  /** No longer left over when their turn came: a job took them, or they went by themselves. */
  spared: Leftover[];
}

/**
 * Looks again and takes away what is still left over: it may be known by now, or have a job. `byNewManager`: the manager
 * that runs now has just started, so that it is enough that it does not name what the old one did not know.
 */
export async function removeLeftovers(
  stack: Stack,
  found: readonly Leftover[],
  deps: LeftoverDeps,
  { byNewManager = false } = {},
): Promise<Removed> {
  const again = await findLeftovers(stack, undefined, deps);
  const still = new Set(again.found.map(keyOf));
  const removed = found.filter((one) => still.has(keyOf(one)) || (byNewManager && again.isUnnamed(one)));
  await saying(remove(removed, again.tagsOf, deps));
  return { removed, spared: found.filter((one) => !still.has(keyOf(one))) };
}

const keyOf = ({ kind, id }: Leftover): string => `${kind} ${id}`;

async function remove(
  leftovers: readonly Leftover[],
  tagsOf: Look['tagsOf'],
  deps: LeftoverDeps,
): Promise<void> {
  const ids = (kind: Leftover['kind']) => leftovers.flatMap((one) => (one.kind === kind ? [one.id] : []));
  for (const id of ids('spot-request')) await deps.machines.cancelSpotRequest(id);
  await endInstances(
    ids('instance').map((id) => ({ id, tags: tagsOf.get(id) ?? {} })),
    deps,
  );
  for (const id of ids('key-pair')) await deps.machines.deleteKeyPair(id);
}

/** The question without whose yes nothing is taken away. */
export function removalQuestion(found: readonly Leftover[]): string {
  const kinds = Map.groupBy(found, ({ kind }) => kind);
  const words = [...kinds].map(
    ([kind, of]) => `${of.length} ${kind.replace('-', ' ')}${of.length === 1 ? '' : 's'}`,
  );
  return `Take away ${words.join(', ')}? This cannot be taken back.`;
}
