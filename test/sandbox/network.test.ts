import type { NatGateway, NetworkAcl, RouteTable, Subnet, Vpc } from '@aws-sdk/client-ec2';
import { beforeAll, describe, expect, test } from 'vitest';
import { Bench } from './harness.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await Bench.open();
});

const all = <T>(command: string, items: string, input: object = {}) =>
  bench.all<T>('ec2', command, input, items);
const inVpc = (id: string) => ({ Filters: [{ Name: 'vpc-id', Values: [id] }] });

/** Where each subnet of a VPC sends what is meant for the internet. */
async function waysOut(name: string): Promise<Record<string, string>> {
  const [vpc] = await all<Vpc>('DescribeVpcs', 'Vpcs', { Filters: [{ Name: 'tag:Name', Values: [name] }] });
  const filter = inVpc(vpc?.VpcId ?? '');
  const subnets = await all<Subnet>('DescribeSubnets', 'Subnets', filter);
  const tables = await all<RouteTable>('DescribeRouteTables', 'RouteTables', filter);
  const nats = await all<NatGateway>('DescribeNatGateways', 'NatGateways', { Filter: filter.Filters });
  const nameOf = (id: string | undefined) =>
    subnets.find(({ SubnetId }) => SubnetId === id)?.Tags?.[0]?.Value;
  const main = tables.find(({ Associations }) => Associations?.some(({ Main }) => Main));
  return Object.fromEntries(
    subnets.map(({ SubnetId, Tags }) => {
      const table =
        tables.find(({ Associations }) => Associations?.some((a) => a.SubnetId === SubnetId)) ?? main;
      const route = table?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0');
      const nat = nats.find(({ NatGatewayId }) => NatGatewayId === route?.NatGatewayId);
      const target = nat
        ? `nat in ${nameOf(nat.SubnetId)}`
        : (route?.GatewayId ?? route?.NatGatewayId ?? 'none').split('-')[0];
      return [Tags?.[0]?.Value ?? '', `${target}${route?.State === 'blackhole' ? ' (blackhole)' : ''}`];
    }),
  );
}

test.each([
  [
    'production',
    {
      'production-public-a': 'igw',
      'production-public-b': 'igw',
      'production-private-a': 'nat in production-public-a',
      'production-private-b': 'nat in production-public-b',
    },
  ],
  ['isolated', { 'isolated-a': 'none', 'isolated-b': 'none' }],
  ['legacy-nat', { 'legacy-public-a': 'igw', 'legacy-private-a': 'nat in legacy-private-a' }],
  ['blackhole', { 'blackhole-private-a': 'nat (blackhole)' }],
  ['strict-acl', { 'strict-public-a': 'igw', 'strict-private-a': 'nat in strict-public-a' }],
  ['crowded', { 'crowded-a': 'igw' }],
])('%s has its ways out', async (name, expected) => {
  expect(await waysOut(name)).toEqual(expected);
});

test('every list comes in pages of five, and every page counts', async () => {
  const first = await bench.aws('ec2', 'DescribeVpcs');
  expect(first.Vpcs).toHaveLength(5);
  const vpcs = await all<Vpc>('DescribeVpcs', 'Vpcs');
  expect(new Set(vpcs.map(({ VpcId }) => VpcId)).size).toBe(7);
  expect(vpcs.filter(({ IsDefault }) => IsDefault).map(({ CidrBlock }) => CidrBlock)).toEqual([
    '172.31.0.0/16',
  ]);
  await expect(bench.aws('ec2', 'DescribeVpcs', { NextToken: 'nonsense' })).rejects.toMatchObject({
    name: 'InvalidPaginationToken',
  });
  const twos = await bench.aws('ec2', 'DescribeSubnets', { MaxResults: 2 });
  expect(twos.Subnets).toHaveLength(2);
});

test('every VPC has its default ACL, and strict-acl one that lets no answer in', async () => {
  const acls = await all<NetworkAcl>('DescribeNetworkAcls', 'NetworkAcls');
  expect(acls.filter(({ IsDefault }) => IsDefault)).toHaveLength(7);
  const [strict] = acls.filter(({ IsDefault }) => !IsDefault);
  const inbound = strict?.Entries?.filter(({ Egress, RuleAction }) => !Egress && RuleAction === 'allow');
  expect(inbound?.map(({ PortRange }) => PortRange?.From)).toEqual([443, 22]);
  expect(strict?.Associations).toHaveLength(2);
});

describe('what is asked by id', () => {
  test('is an error when it is not there', async () => {
    await expect(bench.aws('ec2', 'DescribeVpcs', { VpcIds: ['vpc-1'] })).rejects.toMatchObject({
      name: 'InvalidVpcID.NotFound',
    });
    await expect(bench.aws('ec2', 'DescribeInstances', { InstanceIds: ['i-1'] })).rejects.toMatchObject({
      name: 'InvalidInstanceID.NotFound',
    });
    await expect(
      bench.aws('ec2', 'DescribeVpcs', { Filters: [{ Name: 'colour', Values: ['red'] }] }),
    ).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
    await expect(bench.aws('ec2', 'StopInstances')).rejects.toMatchObject({
      code: 'sandbox.unknown-command',
      message: 'the sandbox does not know ec2:StopInstances',
    });
  });
});

test('tasks and executors take addresses of their subnets, and give them back', async () => {
  const world = await Bench.open();
  const free = async () => {
    const { vpcId } = await world.network();
    const subnets = await world.all<Subnet>('ec2', 'DescribeSubnets', inVpc(vpcId), 'Subnets');
    return subnets.reduce((sum, { AvailableIpAddressCount = 0 }) => sum + AvailableIpAddressCount, 0);
  };
  const before = await free();
  await world.create({ IdleCount: '3' });
  world.pass(180);
  expect(await free()).toBeLessThanOrEqual(before - 4);
  await world.empty();
  await world.aws('cloudformation', 'DeleteStack', { StackName: 'glfr' });
  await world.settle();
  expect(await free()).toBe(before);
});
