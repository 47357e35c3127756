import type * as ec2 from '@aws-sdk/client-ec2';
import type * as net from '../domain/network/snapshot.ts';

/** EC2's resource → ours. Rule A3: only associations that are in force count. */
export const vpc = (raw: ec2.Vpc): net.Vpc => ({
  id: raw.VpcId ?? '',
  ...named(raw.Tags),
  cidrs: (raw.CidrBlockAssociationSet ?? [])
    .filter(({ CidrBlockState }) => CidrBlockState?.State === 'associated')
    .map(({ CidrBlock = '' }) => CidrBlock),
  isDefault: raw.IsDefault ?? false,
});

export const subnet = (raw: ec2.Subnet): net.Subnet => ({
  id: raw.SubnetId ?? '',
  vpcId: raw.VpcId ?? '',
  ...named(raw.Tags),
  zone: raw.AvailabilityZone ?? '',
  cidr: raw.CidrBlock ?? '',
  freeAddresses: raw.AvailableIpAddressCount ?? 0,
  mapPublicIp: raw.MapPublicIpOnLaunch ?? false,
});

export const routeTable = (raw: ec2.RouteTable): net.RouteTable => ({
  id: raw.RouteTableId ?? '',
  vpcId: raw.VpcId ?? '',
  isMain: (raw.Associations ?? []).some(({ Main }) => Main === true),
  subnetIds: (raw.Associations ?? []).flatMap(({ SubnetId }) => SubnetId ?? []),
  routes: (raw.Routes ?? []).map(route),
});

const route = (raw: ec2.Route): net.Route => ({
  destination: raw.DestinationCidrBlock ?? raw.DestinationIpv6CidrBlock ?? raw.DestinationPrefixListId ?? '',
  target:
    raw.NatGatewayId ??
    raw.TransitGatewayId ??
    raw.VpcPeeringConnectionId ??
    raw.GatewayId ??
    raw.EgressOnlyInternetGatewayId ??
    raw.NetworkInterfaceId ??
    raw.LocalGatewayId ??
    raw.CarrierGatewayId ??
    raw.CoreNetworkArn ??
    '',
  state: raw.State === 'active' ? 'active' : 'blackhole',
});

export const networkAcl = (raw: ec2.NetworkAcl): net.NetworkAcl => ({
  id: raw.NetworkAclId ?? '',
  vpcId: raw.VpcId ?? '',
  isDefault: raw.IsDefault ?? false,
  subnetIds: (raw.Associations ?? []).flatMap(({ SubnetId }) => SubnetId ?? []),
  entries: (raw.Entries ?? []).flatMap(aclEntry),
});

/** IPv6 entries are left out: this first analyser walks IPv4 only. */
const aclEntry = (raw: ec2.NetworkAclEntry): net.AclEntry[] =>
  raw.CidrBlock === undefined
    ? []
    : [
        {
          number: raw.RuleNumber ?? 0,
          egress: raw.Egress ?? false,
          allow: raw.RuleAction === 'allow',
          protocol: raw.Protocol ?? '-1',
          cidr: raw.CidrBlock,
          ...(raw.PortRange && { ports: { from: raw.PortRange.From ?? 0, to: raw.PortRange.To ?? 65_535 } }),
        },
      ];

export const natGateway = (raw: ec2.NatGateway): net.NatGateway => ({
  id: raw.NatGatewayId ?? '',
  vpcId: raw.VpcId ?? '',
  ...(raw.SubnetId && { subnetId: raw.SubnetId }),
  state: raw.State ?? 'unknown',
  isPublic: raw.ConnectivityType !== 'private',
});

export const internetGateway = (raw: ec2.InternetGateway): net.InternetGateway => ({
  id: raw.InternetGatewayId ?? '',
  vpcIds: (raw.Attachments ?? []).flatMap(({ VpcId }) => VpcId ?? []),
});

function named(tags: ec2.Tag[] | undefined): { name?: string } {
  const name = tags?.find(({ Key }) => Key === 'Name')?.Value;
  return name ? { name } : {};
}
