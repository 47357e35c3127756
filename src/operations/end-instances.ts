import { GlfrError, hasCode } from '../domain/error.ts';
import { exitCode } from '../domain/exit-code.ts';
import type { Instance } from '../domain/fleet/instance.ts';
import type { FleetPort, MachinesPort } from './ports.ts';

/** AWS's own tag on what a group started; one that was detached has it no more. */
const groupTag = 'aws:autoscaling:groupName';

interface Deps {
  fleet: FleetPort;
  machines: MachinesPort;
}

/** Ends instances, those of a group through it, so that it starts no others. Returns how each was ended. */
export async function endInstances(
  instances: readonly Pick<Instance, 'id' | 'tags'>[],
  { fleet, machines }: Deps,
): Promise<Map<string, 'group' | 'ec2'>> {
  const ended = new Map<string, 'group' | 'ec2'>();
  for (const { id, tags } of instances)
    if (groupTag in tags && (await fleet.endInGroup(id))) ended.set(id, 'group');
  const rest = instances.map(({ id }) => id).filter((id) => !ended.has(id));
  if (rest.length > 0) await machines.end(rest);
  for (const id of rest) ended.set(id, 'ec2');
  return ended;
}

/** Ctrl-C between two ends: what was ended stays so, and it is said. */
export async function saying<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    if (!hasCode(error, 'interrupted')) throw error;
    throw new GlfrError({
      code: 'interrupted',
      message: 'Interrupted; some of it may have been ended already.',
      suggestions: ['glfr executors ls --all'],
      exitCode: exitCode.interrupted,
      cause: error,
    });
  });
}
