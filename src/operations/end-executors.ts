import type { GlfrEvent } from '../domain/event.ts';
import { isFargate, jobFamily } from '../domain/fleet/job-tasks.ts';
import { physicalId } from '../domain/stack/parts.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { FleetPort, StackPort } from './ports.ts';

interface Deps {
  stacks: StackPort;
  fleet: FleetPort;
}

/** Ends what CloudFormation does not know of and what would block the stack's deletion; returns the ids. */
export async function* endExecutors(stack: Stack, deps: Deps): AsyncGenerator<GlfrEvent, string[], void> {
  yield { type: 'phase.started', phase: 'executors', text: 'Ending the executors' };
  const ids = await endNow(stack, deps);
  for (const executorId of ids) yield { type: 'executor.ended', executorId };
  const text = ids.length === 0 ? 'No executors were running' : `${ids.length} executors ended`;
  yield { type: 'phase.ended', phase: 'executors', text, outcome: 'done' };
  return ids;
}

/**
 * Executors that the manager made while it was on its way out. No group holds it back with these kinds, so they are
 * looked for once more when it is gone.
 */
export async function* endLateExecutors(
  stack: Stack,
  event: GlfrEvent,
  deps: Deps,
): AsyncGenerator<GlfrEvent, string[], void> {
  if (event.type !== 'stack.resource-changed') return [];
  const { logicalId, status } = event.change;
  if (logicalId !== 'ManagerService' || status !== 'DELETE_COMPLETE') return [];
  const ids = await endNow(stack, deps);
  for (const executorId of ids) yield { type: 'executor.ended', executorId };
  return ids;
}

async function endNow(stack: Stack, { stacks, fleet }: Deps): Promise<string[]> {
  const resources = await stacks.resources(stack.id);
  const [group, securityGroup, cluster] = ['ExecutorGroup', 'ExecutorSecurityGroup', 'Cluster'].map((name) =>
    physicalId(resources, name),
  );
  if (group) return fleet.empty(group);
  if (isFargate(stack)) return cluster ? fleet.endJobTasks(cluster, jobFamily(stack)) : [];
  const isMachines = stack.parameters.Executor === 'docker-machine';
  return isMachines && securityGroup ? fleet.endMachines(securityGroup) : [];
}
