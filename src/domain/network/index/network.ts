import { type AddressSet, setOf } from '../sets/address-set.ts';
import type { NetworkAcl, NetworkSnapshot, PrefixList, RouteTable, Subnet, Vpc } from '../snapshot.ts';
import type { TransitRouteTable } from '../snapshot-gateways.ts';
import type { Interface, SecurityGroup } from '../snapshot-interfaces.ts';
import { type AclLines, aclLines } from './acl.ts';
import { type GroupLines, groupLines } from './group.ts';
import type { RouteMap } from './route-map.ts';
import { type RouteOf, type TransitRouteOf, tableMap, transitMap } from './route-tables.ts';
import { finder, gatherer, remembered, type Sought } from './seek.ts';

export interface SubnetSets {
  subnet: Subnet;
  4: AddressSet;
  6: AddressSet;
}

/** A snapshot with everything at hand that a walk looks up. */
export type Network = ReturnType<typeof indexNetwork>;

export function indexNetwork(snapshot: NetworkSnapshot) {
  const vpcs = new Map(snapshot.vpcs.map((vpc): [string, Vpc] => [vpc.id, vpc]));
  const subnets = new Map(snapshot.subnets.map((subnet): [string, Subnet] => [subnet.id, subnet]));
  const vpcSets = remembered((vpc: Vpc) => ({ 4: setOf(vpc.cidrs, 4), 6: setOf(vpc.ipv6Cidrs, 6) }));
  const lists = prefixLists(snapshot);
  return {
    snapshot,
    vpc: (id: string): Vpc | undefined => vpcs.get(id),
    vpcSets,
    subnet: (id: string): Subnet | undefined => subnets.get(id),
    subnetsOf: subnetsOf(snapshot),
    tableOf: ofSubnet(snapshot.routeTables, ({ isMain }: RouteTable) => isMain),
    edgeTable: finder(snapshot.routeTables, ({ gatewayIds }) => gatewayIds),
    table: finder(snapshot.routeTables, ({ id }) => [id]),
    routes: remembered((table: RouteTable): RouteMap<RouteOf> => {
      const vpc = vpcs.get(table.vpcId);
      return tableMap(table, vpc, lists);
    }),
    aclOf: ofSubnet(snapshot.networkAcls, ({ isDefault }: NetworkAcl) => isDefault),
    aclLines: remembered((acl: NetworkAcl): AclLines => aclLines(acl)),
    group: finder(snapshot.securityGroups, ({ id }) => [id]),
    groupLines: remembered((group: SecurityGroup): GroupLines => groupLines(group, lists)),
    defaultGroup: finder(snapshot.securityGroups, ({ name, vpcId }) => (name === 'default' ? [vpcId] : [])),
    prefixList: lists,
    ...interfaceFinders(snapshot),
    ...gatewayFinders(snapshot),
    transitRoutes: remembered((table: TransitRouteTable): RouteMap<TransitRouteOf> => transitMap(table)),
  };
}

function interfaceFinders(snapshot: NetworkSnapshot) {
  const inVpc = ({ vpcId }: Interface, address: string): string => `${vpcId} ${address}`;
  return {
    interface: finder(snapshot.interfaces, ({ id }) => [id]),
    /** By `vpc address`: two VPCs may use one range. */
    interfaceAt: finder(snapshot.interfaces, (one) => [
      ...one.privateAddresses.map(({ address }) => inVpc(one, address)),
      ...one.ipv6Addresses.map((address) => inVpc(one, address)),
    ]),
    /** IPv6 addresses are public ones. */
    interfaceByIpv6: finder(snapshot.interfaces, ({ ipv6Addresses }) => ipv6Addresses),
    interfaceByPublic: finder(snapshot.interfaces, ({ privateAddresses }) =>
      privateAddresses.flatMap(({ publicAddress }) => publicAddress ?? []),
    ),
    instance: finder(snapshot.instances, ({ id }) => [id]),
    elasticAddress: finder(snapshot.addresses, ({ publicIp }) => [publicIp]),
  };
}

function gatewayFinders(snapshot: NetworkSnapshot) {
  return {
    internetGateway: finder(snapshot.internetGateways, ({ id }) => [id]),
    egressOnlyGateway: finder(snapshot.egressOnlyGateways, ({ id }) => [id]),
    natGateway: finder(snapshot.natGateways, ({ id }) => [id]),
    endpoint: finder(snapshot.endpoints, ({ id }) => [id]),
    endpointsOf: gatherer(snapshot.endpoints, ({ vpcId }) => [vpcId]),
    peering: finder(snapshot.peerings, ({ id }) => [id]),
    transitGateway: finder(snapshot.transitGateways, ({ id }) => [id]),
    transitAttachment: finder(snapshot.transitAttachments, ({ id }) => [id]),
    transitVpcAttachment: finder(snapshot.transitVpcAttachments, ({ id }) => [id]),
    /** By `tgw vpc`. */
    transitVpcAttachmentsOf: gatherer(snapshot.transitVpcAttachments, ({ transitGatewayId, vpcId }) => [
      `${transitGatewayId} ${vpcId}`,
    ]),
    transitRouteTable: finder(snapshot.transitRouteTables, ({ id }) => [id]),
    vpnGateway: finder(snapshot.vpnGateways, ({ id }) => [id]),
    vpnConnectionsOf: gatherer(snapshot.vpnConnections, ({ vpnGatewayId }) => [vpnGatewayId ?? '']),
    vpnConnection: finder(snapshot.vpnConnections, ({ id }) => [id]),
    targetGroup: finder(snapshot.targetGroups, ({ arn }) => [arn]),
  };
}

function subnetsOf({ subnets }: NetworkSnapshot): (vpcId: string) => readonly SubnetSets[] {
  const byVpc = new Map<string, SubnetSets[]>();
  for (const subnet of subnets) {
    const sets = { subnet, 4: setOf(subnet.cidr ? [subnet.cidr] : [], 4), 6: setOf(subnet.ipv6Cidrs, 6) };
    byVpc.set(subnet.vpcId, [...(byVpc.get(subnet.vpcId) ?? []), sets]);
  }
  return (vpcId) => byVpc.get(vpcId) ?? [];
}

/** Rules A1 and A2: the one associated with the subnet, else the one for all the rest of its VPC. */
function ofSubnet<T extends { vpcId: string; subnetIds: readonly string[] }>(
  read: NetworkSnapshot['routeTables'] | NetworkSnapshot['networkAcls'],
  isForTheRest: (item: T) => boolean,
): (subnet: Subnet) => Sought<T> {
  if (!read.readable) return () => read;
  const own = new Map<string, T>();
  const rest = new Map<string, T>();
  for (const item of read.items as readonly unknown[] as readonly T[]) {
    for (const id of item.subnetIds) own.set(id, item);
    if (isForTheRest(item)) rest.set(item.vpcId, item);
  }
  return ({ id, vpcId }) => own.get(id) ?? rest.get(vpcId);
}

/** AWS's own lists and managed ones; the entries may be in either. */
function prefixLists({ prefixLists: own, managedPrefixLists: managed }: NetworkSnapshot) {
  const inOwn = finder<PrefixList>(own, ({ id }) => [id]);
  const inManaged = finder<PrefixList>(managed, ({ id }) => [id]);
  return (id: string): Sought<PrefixList> => {
    const found = [inManaged(id), inOwn(id)].filter((one) => one !== undefined);
    return found.find((one) => 'cidrs' in one && one.cidrs !== undefined) ?? found[0];
  };
}
