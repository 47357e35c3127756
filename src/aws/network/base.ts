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
    sweep.allow(
      'RouteTables',
      sweep.pages(paginateDescribeRouteTables(from, {}, options), (page) => page.RouteTables),
    ),
    sweep.allow(
      'NetworkAcls',
      sweep.pages(paginateDescribeNetworkAcls(from, {}, options), (page) => page.NetworkAcls),
    ),
    sweep.allow(
      'NatGateways',
      sweep.pages(paginateDescribeNatGateways(from, {}, options), (page) => page.NatGateways),
    ),
    sweep.allow(
      'InternetGateways',
      sweep.pages(paginateDescribeInternetGateways(from, {}, options), (page) => page.InternetGateways),
    ),
  ];
}

/** Who has which address, what lets them in, and the endpoints of AWS's services. */
export function readWhole(sweep: Sweep, client: EC2Client): Promise<void>[] {
  const from = { client };
  const { options } = sweep;
  return [
    sweep.allow(
      'SecurityGroups',
      sweep.pages(paginateDescribeSecurityGroups(from, {}, options), (page) => page.SecurityGroups),
    ),
    sweep.allow(
      'NetworkInterfaces',
      sweep.pages(paginateDescribeNetworkInterfaces(from, {}, options), (page) => page.NetworkInterfaces),
    ),
    sweep.allow(
      'Reservations',
      sweep.pages(paginateDescribeInstances(from, {}, options), (page) => page.Reservations),
    ),
    sweep.allow(
      'Addresses',
      sweep.once(async () => (await client.send(new DescribeAddressesCommand({}), options)).Addresses ?? []),
    ),
    sweep.allow(
      'VpcEndpoints',
      sweep.pages(paginateDescribeVpcEndpoints(from, {}, options), (page) => page.VpcEndpoints),
    ),
    sweep.allow(
      'PrefixLists',
      sweep.pages(paginateDescribePrefixLists(from, {}, options), (page) => page.PrefixLists),
    ),
    sweep.allow(
      'DhcpOptions',
      sweep.pages(paginateDescribeDhcpOptions(from, {}, options), (page) => page.DhcpOptions),
    ),
  ];
}
