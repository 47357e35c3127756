import {
  DescribeVpcBlockPublicAccessExclusionsCommand,
  DescribeVpnConnectionsCommand,
  DescribeVpnGatewaysCommand,
  type EC2Client,
  paginateDescribeEgressOnlyInternetGateways,
  paginateDescribeManagedPrefixLists,
  paginateDescribeVpcPeeringConnections,
  paginateGetManagedPrefixListEntries,
  type SecurityGroup,
  type Subnet,
  type Vpc,
} from '@aws-sdk/client-ec2';
import { mentions } from './mentions.ts';
import type { Sweep } from './sweep.ts';

/** What only matters where a route or a rule leads to it. */
export function readBeyond(sweep: Sweep, client: EC2Client): Promise<void>[] {
  const { options } = sweep;
  const tables = sweep.list('RouteTables');
  const groups = sweep.list<SecurityGroup>('SecurityGroups');
  const readings: Promise<void>[] = [];
  if (mentions(tables, /^eigw-/).size > 0)
    readings.push(
      sweep.allowAll('EgressOnlyInternetGateways', client, paginateDescribeEgressOnlyInternetGateways),
    );
  if (mentions(tables, /^pcx-/).size > 0 || mentions(groups, /^pcx-/).size > 0)
    readings.push(sweep.allowAll('VpcPeeringConnections', client, paginateDescribeVpcPeeringConnections));
  if (mentions(tables, /^vgw-/).size > 0)
    readings.push(
      sweep.allow(
        'VpnGateways',
        sweep.once(
          async () => (await client.send(new DescribeVpnGatewaysCommand({}), options)).VpnGateways ?? [],
        ),
      ),
    );
  if (mentions(tables, /^(vgw|tgw)-/).size > 0)
    readings.push(
      sweep.allow(
        'VpnConnections',
        sweep.once(
          async () =>
            (await client.send(new DescribeVpnConnectionsCommand({}), options)).VpnConnections ?? [],
        ),
      ),
    );
  if (hasBlocks([...sweep.list<Vpc>('Vpcs'), ...sweep.list<Subnet>('Subnets')]))
    readings.push(sweep.allow('VpcBlockPublicAccessExclusions', exclusions(sweep, client)));
  return [...readings, ...readPrefixLists(sweep, client)];
}

const hasBlocks = (places: readonly (Vpc | Subnet)[]): boolean =>
  places.some(
    ({ BlockPublicAccessStates }) => (BlockPublicAccessStates?.InternetGatewayBlockMode ?? 'off') !== 'off',
  );

async function exclusions(sweep: Sweep, client: EC2Client): Promise<unknown[]> {
  const found: unknown[] = [];
  let NextToken: string | undefined;
  do {
    const input = { ...(NextToken && { NextToken }) };
    const command = new DescribeVpcBlockPublicAccessExclusionsCommand(input);
    const page = await sweep.once(() => client.send(command, sweep.options));
    found.push(...(page.VpcBlockPublicAccessExclusions ?? []));
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

/** Prefix lists that routes or rules name, and that are not AWS's own. */
function readPrefixLists(sweep: Sweep, client: EC2Client): Promise<void>[] {
  const named = mentions([sweep.list('RouteTables'), sweep.list('SecurityGroups')], /^pl-/);
  const known = new Set(
    sweep.list<{ PrefixListId?: string }>('PrefixLists').map(({ PrefixListId }) => PrefixListId),
  );
  const PrefixListIds = [...named].filter((id) => !known.has(id));
  if (PrefixListIds.length === 0) return [];
  return [sweep.allow('ManagedPrefixLists', withEntries(sweep, client, PrefixListIds))];
}

async function withEntries(
  sweep: Sweep,
  client: EC2Client,
  PrefixListIds: readonly string[],
): Promise<unknown[]> {
  const from = { client };
  const { options } = sweep;
  const Filters = [{ Name: 'prefix-list-id', Values: [...PrefixListIds] }];
  const lists = await sweep.pages(
    paginateDescribeManagedPrefixLists(from, { Filters }, options),
    (page) => page.PrefixLists,
  );
  return Promise.all(
    lists.map(async (list) => {
      const { PrefixListId } = list;
      const pages = paginateGetManagedPrefixListEntries(from, { PrefixListId }, options);
      const reading = sweep.pages(pages, (page) => page.Entries);
      const Entries = await sweep.detail('ManagedPrefixLists', reading);
      return { ...list, ...(Entries && { Entries }) };
    }),
  );
}
