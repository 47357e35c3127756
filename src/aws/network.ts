import {
  EC2Client,
  paginateDescribeInternetGateways,
  paginateDescribeNatGateways,
  paginateDescribeNetworkAcls,
  paginateDescribeRouteTables,
  paginateDescribeSubnets,
  paginateDescribeVpcs,
} from '@aws-sdk/client-ec2';
import type { NetworkDocument } from '../domain/network/document/document.ts';
import { type Connection, clientConfig, equip } from './connection.ts';
import { deniedPermission } from './errors.ts';

/** Reads the region's network in one parallel sweep, as AWS says it; only VPCs and subnets must be readable. */
export function networkPort(connection: Connection) {
  const client = equip(new EC2Client(clientConfig(connection)), connection);
  const from = { client };
  const options = { abortSignal: connection.signal };
  return {
    async document(): Promise<NetworkDocument> {
      const [Vpcs, Subnets, ...others] = await Promise.all([
        all(paginateDescribeVpcs(from, {}, options), (page) => page.Vpcs),
        all(paginateDescribeSubnets(from, {}, options), (page) => page.Subnets),
        optional(
          'RouteTables',
          all(paginateDescribeRouteTables(from, {}, options), (page) => page.RouteTables),
        ),
        optional(
          'NetworkAcls',
          all(paginateDescribeNetworkAcls(from, {}, options), (page) => page.NetworkAcls),
        ),
        optional(
          'NatGateways',
          all(paginateDescribeNatGateways(from, {}, options), (page) => page.NatGateways),
        ),
        optional(
          'InternetGateways',
          all(paginateDescribeInternetGateways(from, {}, options), (page) => page.InternetGateways),
        ),
      ]);
      return {
        Vpcs,
        Subnets,
        ...Object.assign({}, ...others.map(({ lists }) => lists)),
        Denied: Object.assign({}, ...others.map(({ denied }) => denied)),
      };
    },
  };
}

async function all<Page, Raw>(
  pages: AsyncIterable<Page>,
  itemsOf: (page: Page) => Raw[] | undefined,
): Promise<Raw[]> {
  const items: Raw[] = [];
  for await (const page of pages) items.push(...(itemsOf(page) ?? []));
  return items;
}

/** A list that may be denied: then the permission stands in its place. */
async function optional(
  list: keyof NonNullable<NetworkDocument['Denied']>,
  reading: Promise<unknown[]>,
): Promise<{ lists: NetworkDocument; denied: NonNullable<NetworkDocument['Denied']> }> {
  try {
    return { lists: { [list]: await reading }, denied: {} };
  } catch (error) {
    const permission = deniedPermission(error);
    if (permission) return { lists: {}, denied: { [list]: permission } };
    throw error;
  }
}
