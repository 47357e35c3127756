import type { Instance } from '../domain/fleet/instance.ts';
import { isFargate } from '../domain/fleet/job-tasks.ts';
import type { Stack } from '../domain/stack/stack.ts';
import { locate } from './locate.ts';
import type { FleetPort, StackPort } from './ports.ts';

/** A stack, and its executors by its tag, which EC2 may still be looking for. */
export interface AskedFleet {
  stack: Stack;
  tagged: Promise<Instance[]>;
}

/**
 * Asks AWS for a stack and its executors. It needs little of glfr, so that a command can send it before it loads the rest.
 * `all`: those that have ended too. Errors: those of `locate`.
 */
export async function askFleet(
  { stackName, all }: { stackName?: string | undefined; all: boolean },
  { stacks, fleet }: { stacks: StackPort; fleet: FleetPort },
): Promise<AskedFleet> {
  const finding = locate(stackName, stacks);
  // A named stack's executors are asked for at once: EC2 takes longest.
  const tagged =
    stackName === undefined
      ? finding.then((stack) => (isFargate(stack) ? [] : taggedInstances(stack.name, all, fleet)))
      : taggedInstances(stackName, all, fleet);
  tagged.catch(() => {});
  return { stack: await finding, tagged };
}

/** Those that carry the stack's tag. */
export const taggedInstances = (stackName: string, all: boolean, fleet: FleetPort): Promise<Instance[]> =>
  fleet.instances(stackName, { onlyLive: !all });
