import type { Fix } from '../result.ts';
import { type AddressSet, covers, type Family, setOf } from '../sets/address-set.ts';
import { hull } from '../sets/address-text.ts';
import type { NetworkSnapshot, Route, RouteTable } from '../snapshot.ts';

const privateRanges = setOf(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'], 4);

interface Way {
  target: string;
  option: string;
  property: string;
}

/** A route to what would carry it: a gateway that is there already, else one to be made. */
export function noRouteFix(
  snapshot: NetworkSnapshot,
  table: RouteTable,
  destination: AddressSet,
  family: Family,
  replaces?: Route,
): Fix {
  const isPrivate = family === 4 && covers(privateRanges, destination);
  const cidr =
    replaces && !replaces.destination.startsWith('pl-')
      ? replaces.destination
      : isPrivate
        ? hull(destination)
        : family === 4
          ? '0.0.0.0/0'
          : '::/0';
  const way = isPrivate ? privateWay(snapshot, table, destination) : publicWay(snapshot, table, family);
  const option = family === 4 ? '--destination-cidr-block' : '--destination-ipv6-cidr-block';
  if (way === undefined) {
    return {
      text: isPrivate
        ? `give ${table.id} a route for ${cidr} to a peering connection, a transit gateway or a VPN`
        : `give ${table.id} a route for ${cidr}: make a NAT gateway in a public subnet, or an internet gateway`,
    };
  }
  return {
    text: `${replaces ? 'lead' : 'give'} ${table.id} ${replaces ? 'with' : 'a route for'} ${cidr} to ${way.target}`,
    command: `aws ec2 ${replaces ? 'replace' : 'create'}-route --route-table-id ${table.id} ${option} ${cidr} ${way.option} ${way.target}`,
    cloudformation: [
      'Type: AWS::EC2::Route',
      'Properties:',
      `  RouteTableId: ${table.id}`,
      `  ${family === 4 ? 'DestinationCidrBlock' : 'DestinationIpv6CidrBlock'}: ${cidr}`,
      `  ${way.property}: ${way.target}`,
    ].join('\n'),
  };
}

function publicWay(snapshot: NetworkSnapshot, table: RouteTable, family: Family): Way | undefined {
  if (family === 6) {
    const gateway = itemsOf(snapshot.egressOnlyGateways).find(({ vpcIds }) => vpcIds.includes(table.vpcId));
    return (
      gateway && {
        target: gateway.id,
        option: '--egress-only-internet-gateway-id',
        property: 'EgressOnlyInternetGatewayId',
      }
    );
  }
  const hosts = new Set(table.subnetIds);
  const nat = itemsOf(snapshot.natGateways).find(
    ({ vpcId, state, isPublic, subnetId }) =>
      vpcId === table.vpcId && state === 'available' && isPublic && !hosts.has(subnetId ?? ''),
  );
  return nat && { target: nat.id, option: '--nat-gateway-id', property: 'NatGatewayId' };
}

function privateWay(snapshot: NetworkSnapshot, table: RouteTable, destination: AddressSet): Way | undefined {
  const peering = itemsOf(snapshot.peerings).find(({ status, requester, accepter }) => {
    const sides = [requester, accepter];
    const other = sides.find(({ vpcId }) => vpcId !== table.vpcId);
    const isOurs = sides.some(({ vpcId }) => vpcId === table.vpcId);
    return status === 'active' && isOurs && other && covers(setOf(other.cidrs, 4), destination);
  });
  if (peering)
    return {
      target: peering.id,
      option: '--vpc-peering-connection-id',
      property: 'VpcPeeringConnectionId',
    };
  const attachment = itemsOf(snapshot.transitVpcAttachments).find(
    ({ vpcId, state }) => vpcId === table.vpcId && state === 'available',
  );
  return (
    attachment && {
      target: attachment.transitGatewayId,
      option: '--transit-gateway-id',
      property: 'TransitGatewayId',
    }
  );
}

const itemsOf = <T>(read: { readable: true; items: readonly T[] } | { readable: false }): readonly T[] =>
  read.readable ? read.items : [];
