import * as z from 'zod';
import type * as net from '../snapshot-gateways.ts';
import { cidr4, flag, id, list, named, sparse, tags, text } from './field.ts';

const attachments = list(z.object({ State: text, VpcId: text })).transform((all) =>
  all
    // EC2 says `available` for an internet gateway, where its own model knows only `attached`.
    .filter(({ State }) => State === 'available' || State === 'attached')
    .flatMap(({ VpcId }) => VpcId ?? []),
);

export const internetGateway = z
  .object({ InternetGatewayId: id, Attachments: attachments })
  .transform((raw): net.InternetGateway => ({ id: raw.InternetGatewayId, vpcIds: raw.Attachments }));

export const egressOnlyGateway = z
  .object({ EgressOnlyInternetGatewayId: id, Attachments: attachments })
  .transform(
    (raw): net.InternetGateway => ({ id: raw.EgressOnlyInternetGatewayId, vpcIds: raw.Attachments }),
  );

export const natGateway = z
  .object({
    NatGatewayId: id,
    VpcId: text,
    SubnetId: text,
    State: text,
    ConnectivityType: text,
    AvailabilityMode: text,
    RouteTableId: text,
    NatGatewayAddresses: list(z.object({ PublicIp: text, PrivateIp: text, AvailabilityZone: text })),
    Tags: tags,
  })
  .transform(
    (raw): net.NatGateway => ({
      id: raw.NatGatewayId,
      vpcId: raw.VpcId ?? '',
      ...named(raw.Tags),
      state: raw.State ?? 'unknown',
      isPublic: raw.ConnectivityType !== 'private',
      isRegional: raw.AvailabilityMode === 'regional',
      zones: raw.NatGatewayAddresses.flatMap(({ AvailabilityZone }) => AvailabilityZone ?? []),
      addresses: raw.NatGatewayAddresses.map(({ PublicIp, PrivateIp }) =>
        sparse({ publicIp: PublicIp, privateIp: PrivateIp }),
      ),
      ...sparse({ subnetId: raw.SubnetId, routeTableId: raw.RouteTableId }),
    }),
  );

export const endpoint = z
  .object({
    VpcEndpointId: id,
    VpcEndpointType: text,
    VpcId: text,
    ServiceName: text,
    State: text,
    PrivateDnsEnabled: flag,
    PolicyDocument: text,
    RouteTableIds: list(z.string()),
    SubnetIds: list(z.string()),
    NetworkInterfaceIds: list(z.string()),
    Groups: list(z.object({ GroupId: text })),
    Tags: tags,
  })
  .transform(
    (raw): net.Endpoint => ({
      id: raw.VpcEndpointId,
      vpcId: raw.VpcId ?? '',
      ...named(raw.Tags),
      service: raw.ServiceName ?? '',
      type: raw.VpcEndpointType ?? 'unknown',
      // The CLI prints `available`, the API of some services `Available`.
      state: (raw.State ?? 'unknown').toLowerCase(),
      privateDns: raw.PrivateDnsEnabled ?? false,
      routeTableIds: raw.RouteTableIds,
      subnetIds: raw.SubnetIds,
      interfaceIds: raw.NetworkInterfaceIds,
      groups: raw.Groups.flatMap(({ GroupId }) => GroupId ?? []),
      ...sparse({ policy: raw.PolicyDocument }),
    }),
  );

const side = z
  .object({
    VpcId: text,
    CidrBlock: cidr4.optional(),
    CidrBlockSet: z.array(z.object({ CidrBlock: cidr4 })).optional(),
    Ipv6CidrBlockSet: list(z.object({ Ipv6CidrBlock: z.string() })),
    OwnerId: text,
    Region: text,
  })
  .transform((raw): net.PeeringSide => {
    const own = raw.CidrBlock === undefined ? [] : [raw.CidrBlock];
    return {
      vpcId: raw.VpcId ?? '',
      cidrs: [
        ...(raw.CidrBlockSet?.map(({ CidrBlock }) => CidrBlock) ?? own),
        ...raw.Ipv6CidrBlockSet.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
      ],
      ...sparse({ ownerId: raw.OwnerId, region: raw.Region }),
    };
  });

export const peering = z
  .object({
    VpcPeeringConnectionId: id,
    Status: z.object({ Code: text }).optional(),
    RequesterVpcInfo: side,
    AccepterVpcInfo: side,
  })
  .transform(
    (raw): net.Peering => ({
      id: raw.VpcPeeringConnectionId,
      status: raw.Status?.Code ?? 'unknown',
      requester: raw.RequesterVpcInfo,
      accepter: raw.AccepterVpcInfo,
    }),
  );

export const vpnGateway = z.object({ VpnGatewayId: id, State: text, VpcAttachments: attachments }).transform(
  (raw): net.VpnGateway => ({
    id: raw.VpnGatewayId,
    state: raw.State ?? 'unknown',
    vpcIds: raw.VpcAttachments,
  }),
);

export const vpnConnection = z
  .object({
    VpnConnectionId: id,
    State: text,
    VpnGatewayId: text,
    TransitGatewayId: text,
    VgwTelemetry: list(z.object({ Status: text })),
  })
  .transform(
    (raw): net.VpnConnection => ({
      id: raw.VpnConnectionId,
      state: raw.State ?? 'unknown',
      tunnels: raw.VgwTelemetry.flatMap(({ Status }) => Status ?? []),
      ...sparse({ vpnGatewayId: raw.VpnGatewayId, transitGatewayId: raw.TransitGatewayId }),
    }),
  );
