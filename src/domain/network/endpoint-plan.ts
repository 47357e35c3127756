import type { Settings } from '../settings/declaration.ts';
import { isUnread } from './index/seek.ts';
import type { NetworkSnapshot } from './snapshot.ts';
import { networkOf } from './subnet-kind.ts';

/** The VPC endpoints that are to be made, in a stack of their own: a VPC has one for each service, whatever uses it. */
export interface EndpointPlan {
  stackName: string;
  /** Short names such as `ecr.api`, sorted. */
  services: readonly string[];
  parameters: Readonly<Record<string, string>>;
}

const always = ['ecr.api', 'ecr.dkr', 'ecs', 'logs', 's3', 'secretsmanager'];
const forShell = ['ssm', 'ssmmessages', 'ec2messages'];

/** Services that a runner with these settings asks, by their short names. Fargate's own agent needs none of ECS. */
export function servicesFor({ executor, ssh, ssm }: Pick<Settings, 'executor' | 'ssh' | 'ssm'>): string[] {
  const isAutoscaler = executor === 'docker-autoscaler';
  return [
    ...always,
    ...(isAutoscaler ? ['autoscaling', 'ec2'] : []),
    // The key to the executors is a parameter of Systems Manager.
    ...(isAutoscaler && ssh === 'key' ? ['ssm'] : []),
    ...(executor === 'docker-machine' ? ['ec2'] : []),
    ...(ssm ? forShell : []),
  ];
}

/**
 * What is missing of them, or nothing. `existing`: services that the VPC has an endpoint for; `own`: those of them in
 * glfr's own stack for this VPC, which an update must keep.
 */
export function endpointPlan(
  settings: Pick<Settings, 'executor' | 'ssh' | 'ssm' | 'vpc' | 'subnets'>,
  snapshot: NetworkSnapshot,
  { existing, own }: { existing: readonly string[]; own: readonly string[] },
): EndpointPlan | undefined {
  const missing = servicesFor(settings).filter((service) => !existing.includes(service));
  if (missing.length === 0) return undefined;
  const services = [...new Set([...own, ...missing])].sort();
  const chosen = snapshot.subnets.filter(({ id }) => settings.subnets.includes(id));
  const onePerZone = new Map(chosen.toReversed().map((subnet) => [subnet.zone, subnet.id]));
  const { tableOf } = networkOf(snapshot);
  const tables = chosen.flatMap((subnet) => {
    const table = tableOf(subnet);
    return table === undefined || isUnread(table) ? [] : [table.id];
  });
  return {
    stackName: `glfr-endpoints-${settings.vpc}`,
    services,
    parameters: {
      VpcId: settings.vpc,
      SubnetIds: [...onePerZone.values()].sort().join(','),
      RouteTableIds: [...new Set(tables)].sort().join(','),
      Services: services.join(','),
    },
  };
}
