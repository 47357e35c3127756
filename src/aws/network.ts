import {
  EC2Client,
  paginateDescribeInternetGateways,
  paginateDescribeNatGateways,
  paginateDescribeNetworkAcls,
  paginateDescribeRouteTables,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import type { NetworkSnapshot, Read } from '../domain/network/snapshot.ts';
import { type Connection, clientConfig, equip } from './connection.ts';
import { deniedPermission } from './errors.ts';
import * as shape from './network-shape.ts';

/** Reads the region's network in one parallel sweep; only VPCs and subnets must be readable. */
export function networkPort(connection: Connection) {
  const client = equip(new EC2Client(clientConfig(connection)), connection);
  const from = { client };
  const options = { abortSignal: connection.signal };
  return {
    async snapshot(): Promise<NetworkSnapshot> {
      const [vpcs, subnets, routeTables, networkAcls, natGateways, internetGateways] = await Promise.all([
        all(paginateDescribeVpcs(from, {}, options), (page) => page.Vpcs, shape.vpc),
        all(paginateDescribeSubnets(from, {}, options), (page) => page.Subnets, shape.subnet),
        read(
          all(paginateDescribeRouteTables(from, {}, options), (page) => page.RouteTables, shape.routeTable),
        ),
        read(
          all(paginateDescribeNetworkAcls(from, {}, options), (page) => page.NetworkAcls, shape.networkAcl),
        ),
        read(
          all(paginateDescribeNatGateways(from, {}, options), (page) => page.NatGateways, shape.natGateway),
        ),
        read(
          all(
            paginateDescribeInternetGateways(from, {}, options),
            (page) => page.InternetGateways,
            shape.internetGateway,
          ),
        ),
      ]);
      return { vpcs, subnets, routeTables, networkAcls, natGateways, internetGateways };
    },
  };
}

async function all<Page, Raw, T>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => Raw[] | undefined,
  toDomain: (raw: Raw) => T,
): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []).map(toDomain));
  return items;
}

async function read<T>(reading: Promise<T[]>): Promise<Read<T>> {
  try {
    return { readable: true, items: await reading };
  } catch (error) {
    const permission = deniedPermission(error);
    if (permission) return { readable: false, permission };
    throw error;
  }
}
