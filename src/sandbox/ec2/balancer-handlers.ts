import { awsError } from '../aws-error.ts';
import { type Handlers, type Request, reads } from '../handler.ts';
import type { World } from '../world.ts';
import { listFor } from './lists.ts';

type Item = Record<string, unknown>;

interface Asked {
  Names?: string[];
  LoadBalancerArn?: string;
  TargetGroupArn?: string;
}

function balancerAt(world: World, arn: string | undefined, request: Request): Item {
  const found = listFor(world, request, 'LoadBalancers').find((one) => one.LoadBalancerArn === arn);
  if (!found) throw awsError('LoadBalancerNotFound', `Load balancer '${arn}' not found`);
  return found;
}

function groupAt(world: World, arn: string | undefined, request: Request): Item {
  const found = listFor(world, request, 'TargetGroups').find((one) => one.TargetGroupArn === arn);
  if (!found) throw awsError('TargetGroupNotFound', `Target group '${arn}' not found`);
  return found;
}

/** Elastic Load Balancing: what stands in front of GitLab in the drawn networks. */
export const balancerHandlers: Handlers = {
  DescribeLoadBalancers: reads((world, { Names = [] }: Asked, request) => {
    const all = listFor(world, request, 'LoadBalancers');
    const named = all.filter(({ LoadBalancerName }) => Names.includes(String(LoadBalancerName)));
    if (named.length < Names.length)
      throw awsError('LoadBalancerNotFound', `Load balancers '[${Names}]' not found`);
    return { LoadBalancers: Names.length === 0 ? all : named };
  }),
  DescribeListeners: reads((world, { LoadBalancerArn }: Asked, request) => ({
    Listeners: balancerAt(world, LoadBalancerArn, request).Listeners ?? [],
  })),
  DescribeLoadBalancerAttributes: reads((world, { LoadBalancerArn }: Asked, request) => ({
    Attributes: balancerAt(world, LoadBalancerArn, request).Attributes ?? [],
  })),
  // A drawn balancer has the group of its own name.
  DescribeTargetGroups: reads((world, { LoadBalancerArn }: Asked, request) => {
    const { LoadBalancerName } = balancerAt(world, LoadBalancerArn, request);
    const all = listFor(world, request, 'TargetGroups');
    return { TargetGroups: all.filter(({ TargetGroupName }) => TargetGroupName === LoadBalancerName) };
  }),
  DescribeTargetHealth: reads((world, { TargetGroupArn }: Asked, request) => ({
    TargetHealthDescriptions: groupAt(world, TargetGroupArn, request).TargetHealthDescriptions ?? [],
  })),
  DescribeTargetGroupAttributes: reads((world, { TargetGroupArn }: Asked, request) => ({
    Attributes: groupAt(world, TargetGroupArn, request).Attributes ?? [],
  })),
};
