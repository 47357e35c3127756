import * as z from 'zod';
import type * as net from '../snapshot-interfaces.ts';
import {
  address4,
  address6,
  cidr4,
  cidr6,
  flag,
  id,
  list,
  named,
  port,
  sparse,
  tags,
  text,
} from './field.ts';

const permission = z
  .object({
    IpProtocol: z.string(),
    FromPort: port.optional(),
    ToPort: port.optional(),
    IpRanges: list(z.object({ CidrIp: cidr4 })),
    Ipv6Ranges: list(z.object({ CidrIpv6: cidr6 })),
    PrefixListIds: list(z.object({ PrefixListId: id })),
    UserIdGroupPairs: list(z.object({ GroupId: text, VpcPeeringConnectionId: text, PeeringStatus: text })),
  })
  .transform(
    (raw): net.SecurityRule => ({
      protocol: raw.IpProtocol,
      ...(raw.FromPort !== undefined &&
        raw.ToPort !== undefined && {
          ports: { from: raw.FromPort, to: raw.ToPort },
        }),
      cidrs: [...raw.IpRanges.map(({ CidrIp }) => CidrIp), ...raw.Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6)],
      prefixLists: raw.PrefixListIds.map(({ PrefixListId }) => PrefixListId),
      groups: raw.UserIdGroupPairs.flatMap(({ GroupId, VpcPeeringConnectionId, PeeringStatus }) =>
        GroupId === undefined
          ? []
          : [{ id: GroupId, ...sparse({ peeringId: VpcPeeringConnectionId, status: PeeringStatus }) }],
      ),
    }),
  );

export const securityGroup = z
  .object({
    GroupId: id,
    GroupName: text,
    VpcId: text,
    OwnerId: text,
    IpPermissions: list(permission),
    IpPermissionsEgress: list(permission),
  })
  .transform(
    (raw): net.SecurityGroup => ({
      id: raw.GroupId,
      name: raw.GroupName ?? raw.GroupId,
      vpcId: raw.VpcId ?? '',
      ...sparse({ ownerId: raw.OwnerId }),
      ingress: raw.IpPermissions,
      egress: raw.IpPermissionsEgress,
    }),
  );

const association = z.object({ PublicIp: text }).optional();

export const networkInterface = z
  .object({
    NetworkInterfaceId: id,
    VpcId: id,
    SubnetId: id,
    Description: text,
    InterfaceType: text,
    PrivateIpAddress: address4.optional(),
    PrivateIpAddresses: z
      .array(z.object({ PrivateIpAddress: address4, Association: association }))
      .optional(),
    Association: association,
    Ipv6Addresses: list(z.object({ Ipv6Address: address6 })),
    Groups: list(z.object({ GroupId: text })),
    SourceDestCheck: flag,
    Status: text,
    Attachment: z.object({ Status: text, InstanceId: text }).optional(),
    TagSet: tags,
  })
  .transform((raw): net.Interface => {
    const own = raw.PrivateIpAddress
      ? [{ PrivateIpAddress: raw.PrivateIpAddress, Association: raw.Association }]
      : [];
    return {
      id: raw.NetworkInterfaceId,
      vpcId: raw.VpcId,
      subnetId: raw.SubnetId,
      ...named(raw.TagSet),
      description: raw.Description ?? '',
      type: raw.InterfaceType ?? 'interface',
      privateAddresses: (raw.PrivateIpAddresses ?? own).map((one) => ({
        address: one.PrivateIpAddress,
        ...sparse({ publicAddress: one.Association?.PublicIp }),
      })),
      ipv6Addresses: raw.Ipv6Addresses.map(({ Ipv6Address }) => Ipv6Address),
      groups: raw.Groups.flatMap(({ GroupId }) => GroupId ?? []),
      sourceDestCheck: raw.SourceDestCheck ?? true,
      attached: raw.Status !== 'available' && (raw.Attachment?.Status ?? 'attached') === 'attached',
      ...sparse({ instanceId: raw.Attachment?.InstanceId }),
    };
  });

export const address = z
  .object({
    PublicIp: address4,
    AllocationId: text,
    NetworkInterfaceId: text,
    PrivateIpAddress: text,
  })
  .transform(
    (raw): net.Address => ({
      publicIp: raw.PublicIp,
      ...sparse({
        allocationId: raw.AllocationId,
        interfaceId: raw.NetworkInterfaceId,
        privateAddress: raw.PrivateIpAddress,
      }),
    }),
  );

const instance = z
  .object({
    InstanceId: id,
    State: z.object({ Name: text }).optional(),
    Platform: text,
    VpcId: text,
    SubnetId: text,
    NetworkInterfaces: list(z.object({ NetworkInterfaceId: text })),
    Tags: tags,
  })
  .transform(
    (raw): net.Instance => ({
      id: raw.InstanceId,
      ...named(raw.Tags),
      state: raw.State?.Name ?? 'unknown',
      windows: raw.Platform?.toLowerCase() === 'windows',
      ...sparse({ vpcId: raw.VpcId, subnetId: raw.SubnetId }),
      interfaceIds: raw.NetworkInterfaces.flatMap(({ NetworkInterfaceId }) => NetworkInterfaceId ?? []),
    }),
  );

export const reservation = z.object({ Instances: list(instance) }).transform(({ Instances }) => Instances);
