import type { Read } from '../read.ts';
import type { NetworkSnapshot, Vpc } from '../snapshot.ts';
import { itemsOf, type NetworkDocument } from './document.ts';
import { type DocumentList, documentLists } from './lists.ts';

/** AWS's answers → the typed snapshot: the one way there, for the live reading and for a file. */
export function shapeSnapshot(document: NetworkDocument): NetworkSnapshot {
  const read = <List extends DocumentList>(list: List) => readList(document, list);
  const flat = <List extends 'Reservations' | 'VpcBlockPublicAccessExclusions' | 'ResolverRules'>(
    list: List,
  ) => flatten(read(list) as Read<readonly unknown[]>);
  const groups = read('SecurityGroups');
  const account = document.Account ?? soleOwner(groups.readable ? groups.items : []);
  return {
    vpcs: vpcsOf(document),
    subnets: itemsOf(document, 'Subnets') ?? [],
    leftOut: [
      ...(document.Vpcs ? [] : (['vpcs'] as const)),
      ...(document.Subnets ? [] : (['subnets'] as const)),
    ],
    ...(account !== undefined && { account }),
    routeTables: read('RouteTables'),
    networkAcls: read('NetworkAcls'),
    securityGroups: groups,
    interfaces: read('NetworkInterfaces'),
    addresses: read('Addresses'),
    instances: flat('Reservations') as NetworkSnapshot['instances'],
    internetGateways: read('InternetGateways'),
    egressOnlyGateways: read('EgressOnlyInternetGateways'),
    natGateways: read('NatGateways'),
    endpoints: read('VpcEndpoints'),
    prefixLists: read('PrefixLists'),
    managedPrefixLists: read('ManagedPrefixLists'),
    peerings: read('VpcPeeringConnections'),
    transitGateways: read('TransitGateways'),
    transitAttachments: read('TransitGatewayAttachments'),
    transitVpcAttachments: read('TransitGatewayVpcAttachments'),
    transitRouteTables: read('TransitGatewayRouteTables'),
    vpnGateways: read('VpnGateways'),
    vpnConnections: read('VpnConnections'),
    dhcpOptions: read('DhcpOptions'),
    publicAccessExclusions: flat(
      'VpcBlockPublicAccessExclusions',
    ) as NetworkSnapshot['publicAccessExclusions'],
    loadBalancers: read('LoadBalancers'),
    targetGroups: read('TargetGroups'),
    hostedZones: read('HostedZones'),
    resolverRules: flat('ResolverRules') as NetworkSnapshot['resolverRules'],
  };
}

function readList<List extends DocumentList>(document: NetworkDocument, list: List) {
  const items = itemsOf(document, list);
  type Items = NonNullable<typeof items>;
  if (items) return { readable: true, items } satisfies Read<Items[number]>;
  const denied = document.Denied?.[list];
  const permission = denied ?? documentLists[list].permission;
  return {
    readable: false,
    permission,
    ...(denied === undefined && { leftOut: true }),
  } satisfies Read<never>;
}

const flatten = <T>(read: Read<readonly T[]>): Read<T> =>
  read.readable ? { readable: true, items: read.items.flat() as T[] } : read;

/** VPCs with the attributes that only a call of their own tells. */
function vpcsOf(document: NetworkDocument): Vpc[] {
  const attributes = itemsOf(document, 'VpcAttributes') ?? [];
  return (itemsOf(document, 'Vpcs') ?? []).map((vpc) => {
    const { vpcId: _, ...known } = Object.assign(
      { vpcId: vpc.id },
      ...attributes.filter(({ vpcId }) => vpcId === vpc.id),
    );
    return { ...vpc, ...known };
  });
}

/** Security groups are shown to their owner; if all have one, that is who asked. */
function soleOwner(groups: readonly { ownerId?: string }[]): string | undefined {
  const owners = new Set(groups.flatMap(({ ownerId }) => ownerId ?? []));
  return owners.size === 1 ? [...owners][0] : undefined;
}
