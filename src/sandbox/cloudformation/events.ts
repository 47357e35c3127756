import type { ResourceStatus, StackStatus } from '@aws-sdk/client-cloudformation';
import { uuid } from '../ids.ts';
import type { World } from '../world.ts';
import type { Resource, Stack, StackEventRecord } from './state.ts';

const stackType = 'AWS::CloudFormation::Stack';

function add(stack: Stack, event: StackEventRecord): void {
  stack.events.push(event);
}

/** Gives a stack a new status and says so in its events. */
export function setStackStatus(world: World, stack: Stack, status: StackStatus, reason?: string): void {
  const at = world.engine.now;
  stack.status = status;
  stack.reason = reason;
  add(stack, {
    id: uuid(`${stack.id}:event:${stack.events.length}`),
    at,
    logicalId: stack.name,
    physicalId: stack.id,
    type: stackType,
    // Every stack status is also a resource status but REVIEW_IN_PROGRESS, which events show all the same.
    status: status as ResourceStatus,
    reason,
  });
}

/** Gives a resource a new status and says so in its stack's events. */
export function setResourceStatus(
  world: World,
  stack: Stack,
  resource: Resource,
  status: ResourceStatus,
  reason?: string,
  physicalId = resource.made?.physicalId ?? '',
): void {
  const at = world.engine.now;
  Object.assign(resource, { status, reason, changedAt: at });
  add(stack, {
    id: `${resource.logicalId}-${status}-${new Date(at).toISOString()}-${stack.events.length}`,
    at,
    logicalId: resource.logicalId,
    physicalId,
    type: resource.type,
    status,
    reason,
  });
}

/** The wording of a resource handler's failure. */
export function handlerMessage(stack: Stack, message: string, code = 'GeneralServiceException'): string {
  const token = uuid(`${stack.id}:token:${stack.events.length}`);
  return `Resource handler returned message: "${message}" (RequestToken: ${token}, HandlerErrorCode: ${code})`;
}
