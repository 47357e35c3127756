import type {
  DescribeAvailabilityZonesCommandInput,
  DescribeAvailabilityZonesCommandOutput,
  DescribeInternetGatewaysCommandInput,
  DescribeInternetGatewaysCommandOutput,
  DescribeNatGatewaysCommandInput,
  DescribeNatGatewaysCommandOutput,
  DescribeNetworkAclsCommandInput,
  DescribeNetworkAclsCommandOutput,
  DescribeRouteTablesCommandInput,
  DescribeRouteTablesCommandOutput,
  DescribeSecurityGroupsCommandInput,
  DescribeSecurityGroupsCommandOutput,
  DescribeSubnetsCommandInput,
  DescribeSubnetsCommandOutput,
  DescribeVpcsCommandInput,
  DescribeVpcsCommandOutput,
  Subnet,
} from '@aws-sdk/client-ec2';
import { type Handlers, reads } from '../handler.ts';
import { region, type World } from '../world.ts';
import { choose } from './choose.ts';
import { instancesOf } from './instance-shape.ts';
import { networkFor as networkOf } from './lists.ts';
import type { Network } from './network.ts';

/** Subnets with the addresses that tasks and instances have taken. */
function subnetsNow(world: World, network: Network): Subnet[] {
  const taken = new Map<string, number>();
  const take = (subnetId: string | undefined): void => {
    if (subnetId !== undefined) taken.set(subnetId, (taken.get(subnetId) ?? 0) + 1);
  };
  for (const { tasks } of world.ecs.services.values()) {
    for (const task of tasks) if (task.lastStatus !== 'STOPPED') take(task.subnetId);
  }
  for (const { driver, fleet } of world.ecs.jobTasks)
    for (const { terminatedAt } of fleet.executors) if (terminatedAt === undefined) take(driver.subnet);
  for (const { State, SubnetId } of instancesOf(world)) if (State?.Name !== 'terminated') take(SubnetId);
  return network.subnets.map((subnet) => ({
    ...subnet,
    AvailableIpAddressCount: Math.max(
      0,
      (subnet.AvailableIpAddressCount ?? 0) - (taken.get(subnet.SubnetId ?? '') ?? 0),
    ),
  }));
}

const vpcOf = ({ VpcId }: { VpcId?: string }): [string | undefined] => [VpcId];

const describeAvailabilityZones = reads<
  DescribeAvailabilityZonesCommandInput,
  DescribeAvailabilityZonesCommandOutput
>(() => ({
  AvailabilityZones: ['a', 'b', 'c'].map((zone, index) => ({
    ZoneName: region + zone,
    ZoneId: `use1-az${index + 1}`,
    RegionName: region,
    State: 'available' as const,
    ZoneType: 'availability-zone',
    OptInStatus: 'opt-in-not-required' as const,
  })),
}));

export const networkHandlers: Handlers = {
  DescribeAvailabilityZones: describeAvailabilityZones,
  DescribeVpcs: reads<DescribeVpcsCommandInput, DescribeVpcsCommandOutput>((world, input, request) => {
    const { items, next } = choose(networkOf(world, request).vpcs, input, {
      id: ({ VpcId }) => VpcId,
      ids: input.VpcIds,
      missing: 'InvalidVpcID.NotFound',
      facets: {
        'vpc-id': vpcOf,
        'is-default': ({ IsDefault }) => [String(IsDefault)],
        cidr: ({ CidrBlock }) => [CidrBlock],
        state: ({ State }) => [State],
      },
    });
    return { Vpcs: items, NextToken: next };
  }),
  DescribeSubnets: reads<DescribeSubnetsCommandInput, DescribeSubnetsCommandOutput>(
    (world, input, request) => {
      const { items, next } = choose(subnetsNow(world, networkOf(world, request)), input, {
        id: ({ SubnetId }) => SubnetId,
        ids: input.SubnetIds,
        missing: 'InvalidSubnetID.NotFound',
        facets: {
          'vpc-id': vpcOf,
          'subnet-id': ({ SubnetId }) => [SubnetId],
          'availability-zone': ({ AvailabilityZone }) => [AvailabilityZone],
          state: ({ State }) => [State],
        },
      });
      return { Subnets: items, NextToken: next };
    },
  ),
  DescribeRouteTables: reads<DescribeRouteTablesCommandInput, DescribeRouteTablesCommandOutput>(
    (world, input, request) => {
      const { items, next } = choose(networkOf(world, request).routeTables, input, {
        id: ({ RouteTableId }) => RouteTableId,
        ids: input.RouteTableIds,
        missing: 'InvalidRouteTableID.NotFound',
        facets: {
          'vpc-id': vpcOf,
          'association.subnet-id': ({ Associations = [] }) => Associations.map(({ SubnetId }) => SubnetId),
          'association.main': ({ Associations = [] }) => Associations.map(({ Main }) => String(Main)),
        },
      });
      return { RouteTables: items, NextToken: next };
    },
  ),
  DescribeNetworkAcls: reads<DescribeNetworkAclsCommandInput, DescribeNetworkAclsCommandOutput>(
    (world, input, request) => {
      const { items, next } = choose(networkOf(world, request).networkAcls, input, {
        id: ({ NetworkAclId }) => NetworkAclId,
        ids: input.NetworkAclIds,
        missing: 'InvalidNetworkAclID.NotFound',
        facets: {
          'vpc-id': vpcOf,
          default: ({ IsDefault }) => [String(IsDefault)],
          'association.subnet-id': ({ Associations = [] }) => Associations.map(({ SubnetId }) => SubnetId),
        },
      });
      return { NetworkAcls: items, NextToken: next };
    },
  ),
  DescribeNatGateways: reads<DescribeNatGatewaysCommandInput, DescribeNatGatewaysCommandOutput>(
    (world, input, request) => {
      // Here alone the member is called Filter.
      const asked = { ...input, Filters: input.Filter };
      const { items, next } = choose(networkOf(world, request).natGateways, asked, {
        id: ({ NatGatewayId }) => NatGatewayId,
        ids: input.NatGatewayIds,
        missing: 'NatGatewayNotFound',
        facets: {
          'vpc-id': vpcOf,
          state: ({ State }) => [State],
          'subnet-id': ({ SubnetId }) => [SubnetId],
        },
      });
      return { NatGateways: items, NextToken: next };
    },
  ),
  DescribeInternetGateways: reads<
    DescribeInternetGatewaysCommandInput,
    DescribeInternetGatewaysCommandOutput
  >((world, input, request) => {
    const { items, next } = choose(networkOf(world, request).internetGateways, input, {
      id: ({ InternetGatewayId }) => InternetGatewayId,
      ids: input.InternetGatewayIds,
      missing: 'InvalidInternetGatewayID.NotFound',
      facets: { 'attachment.vpc-id': ({ Attachments = [] }) => Attachments.map(({ VpcId }) => VpcId) },
    });
    return { InternetGateways: items, NextToken: next };
  }),
  DescribeSecurityGroups: reads<DescribeSecurityGroupsCommandInput, DescribeSecurityGroupsCommandOutput>(
    (world, input, request) => {
      const { items, next } = choose(networkOf(world, request).securityGroups, input, {
        id: ({ GroupId }) => GroupId,
        ids: input.GroupIds,
        missing: 'InvalidGroup.NotFound',
        facets: {
          'vpc-id': vpcOf,
          'group-id': ({ GroupId }) => [GroupId],
          'group-name': ({ GroupName }) => [GroupName],
        },
      });
      return { SecurityGroups: items, NextToken: next };
    },
  ),
};
