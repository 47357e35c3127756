import type { Draft } from '../settings/declaration.ts';

/** A role that AWS makes for a service of its own. */
export interface ServiceRole {
  name: string;
  /** As `aws iam create-service-linked-role` takes it. */
  service: string;
  /** What does not work without it. */
  use: string;
  /** When AWS makes it by itself, in words; left out where nobody who asks for it here may make it. */
  made?: string;
}

const ecs: ServiceRole = {
  name: 'AWSServiceRoleForECS',
  service: 'ecs.amazonaws.com',
  use: 'ECS cannot connect tasks to the network',
};
const autoScaling: ServiceRole = {
  name: 'AWSServiceRoleForAutoScaling',
  service: 'autoscaling.amazonaws.com',
  use: 'Auto Scaling cannot start executors',
};
const spot: ServiceRole = {
  name: 'AWSServiceRoleForEC2Spot',
  service: 'spot.amazonaws.com',
  use: 'EC2 refuses every spot instance',
};

/**
 * The roles that a stack with these settings works with. Fargate's spot capacity needs none of its own. Auto Scaling's
 * role may make that of spot instances (policy AutoScalingServiceRolePolicy), the manager's role may not.
 */
export function serviceRolesFor(settings: Draft): ServiceRole[] {
  const { executor = 'docker-autoscaler', onDemandPercent = 100 } = settings;
  const usesSpot = onDemandPercent < 100;
  if (executor === 'fargate') return [ecs];
  if (executor === 'docker-machine') return [ecs, ...(usesSpot ? [spot] : [])];
  const bySelf = { ...spot, made: 'Auto Scaling makes it with its first spot instance' };
  return [ecs, autoScaling, ...(usesSpot ? [bySelf] : [])];
}
