import type { Instance } from '../domain/fleet/instance.ts';
import { isFargate, jobFamily } from '../domain/fleet/job-tasks.ts';
import type { StackParts } from '../domain/stack/parts.ts';
import type { Stack } from '../domain/stack/stack.ts';
import type { FleetPort } from './ports.ts';

/** The stack's executors as AWS shows them: instances, or tasks of the Fargate kind. */
export async function instancesOf(
  stack: Stack,
  parts: StackParts | undefined,
  fleet: FleetPort,
): Promise<Instance[]> {
  if (!parts) return [];
  return isFargate(stack) ? fleet.jobTasks(parts.cluster, jobFamily(stack)) : fleet.instances(stack.name);
}
