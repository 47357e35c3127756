import { type ExecutorRow, listExecutors } from '../domain/fleet/executors.ts';
import { emptyActivity } from '../domain/runner/activity.ts';
import { locate } from './locate.ts';
import type { Clock, FleetPort, LogsPort, StackPort } from './ports.ts';
import { activityStart, readActivity } from './read-activity.ts';
import { findParts } from './stack-parts.ts';

interface Deps {
  stacks: StackPort;
  fleet: FleetPort;
  logs: LogsPort;
  clock: Clock;
}

/** The executors of a stack, oldest first, each with the job the manager's log names. */
export async function executors(
  input: { stackName?: string | undefined; all: boolean },
  deps: Deps,
): Promise<ExecutorRow[]> {
  // A named stack's instances are read while the stack itself is.
  const early = input.stackName === undefined ? undefined : deps.fleet.instances(input.stackName);
  early?.catch(() => {});
  const stack = await locate(input.stackName, deps.stacks);
  const instances = await (early ?? deps.fleet.instances(stack.name));
  const shown = input.all ? instances : instances.filter(({ state }) => state !== 'terminated');
  const parts = shown.length > 0 ? await findParts(stack, deps.stacks) : undefined;
  const now = deps.clock.now();
  const logFrom = activityStart(shown, now);
  const activity = parts ? await readActivity(parts, logFrom, deps.logs) : emptyActivity();
  return listExecutors(shown, activity, now, { logFrom }).toSorted(
    (a, b) => (b.ageSeconds ?? 0) - (a.ageSeconds ?? 0),
  );
}
