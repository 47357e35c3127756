import {
  DescribeAddressesCommand,
  type EC2Client,
  paginateDescribeDhcpOptions,
  paginateDescribeInstances,
  paginateDescribeInternetGateways,
  paginateDescribeNatGateways,
  paginateDescribeNetworkAcls,
  paginateDescribeNetworkInterfaces,
  paginateDescribePrefixLists,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroups,
  paginateDescribeSubnets,
  paginateDescribeVpcEndpoints,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import type { Sweep } from './sweep.ts';

/** Enough to follow packets out of a subnet; VPCs and subnets must be readable. */
export function readRoutes(sweep: Sweep, client: EC2Client): Promise<void>[] {
  const from = { client };
  const { options } = sweep;
  return [
    sweep.require(
      'Vpcs',
      sweep.pages(paginateDescribeVpcs(from, {}, options), (page) => page.Vpcs),
    ),
    sweep.require(
      'Subnets',
      sweep.pages(paginateDescribeSubnets(from, {}, options), (page) => page.Subnets),
    ),
    sweep.allowAll('RouteTables', client, paginateDescribeRouteTables),
    sweep.allowAll('NetworkAcls', client, paginateDescribeNetworkAcls),
    sweep.allowAll('NatGateways', client, paginateDescribeNatGateways),
    sweep.allowAll('InternetGateways', client, paginateDescribeInternetGateways),
  ];
}

/** Who has which address, what lets them in, and the endpoints of AWS's services. */
export function readWhole(sweep: Sweep, client: EC2Client): Promise<void>[] {
  const { options } = sweep;
  return [
    sweep.allowAll('SecurityGroups', client, paginateDescribeSecurityGroups),
    sweep.allowAll('NetworkInterfaces', client, paginateDescribeNetworkInterfaces),
    sweep.allowAll('Reservations', client, paginateDescribeInstances),
    sweep.allow(
      'Addresses',
      sweep.once(async () => (await client.send(new DescribeAddressesCommand({}), options)).Addresses ?? []),
    ),
    sweep.allowAll('VpcEndpoints', client, paginateDescribeVpcEndpoints),
    sweep.allowAll('PrefixLists', client, paginateDescribePrefixLists),
    sweep.allowAll('DhcpOptions', client, paginateDescribeDhcpOptions),
  ];
}
