import * as z from 'zod';
import type * as net from '../snapshot.ts';
import { cidr4, cidr6, flag, id, list, named, number, port, sparse, tags, text } from './field.ts';

const state = z.object({ State: text });
const inForce = (one: { State?: string | undefined } | undefined): boolean =>
  (one?.State ?? 'associated') === 'associated';

const ipv6Associations = list(
  z.object({ Ipv6CidrBlock: cidr6, Ipv6CidrBlockState: state.optional() }),
).transform((all) => all.filter((one) => inForce(one.Ipv6CidrBlockState)).map((one) => one.Ipv6CidrBlock));
const publicAccess = z.object({ InternetGatewayBlockMode: text }).optional();

/** Rule A3: only associations that are in force count. */
export const vpc = z
  .object({
    VpcId: id,
    CidrBlock: cidr4.optional(),
    CidrBlockAssociationSet: z
      .array(z.object({ CidrBlock: cidr4, CidrBlockState: state.optional() }))
      .optional(),
    Ipv6CidrBlockAssociationSet: ipv6Associations,
    DhcpOptionsId: text,
    IsDefault: flag,
    OwnerId: text,
    BlockPublicAccessStates: publicAccess,
    Tags: tags,
  })
  .transform(
    (raw): net.Vpc => ({
      id: raw.VpcId,
      ...named(raw.Tags),
      cidrs: raw.CidrBlockAssociationSet
        ? raw.CidrBlockAssociationSet.filter((one) => inForce(one.CidrBlockState)).map((one) => one.CidrBlock)
        : raw.CidrBlock
          ? [raw.CidrBlock]
          : [],
      ipv6Cidrs: raw.Ipv6CidrBlockAssociationSet,
      isDefault: raw.IsDefault ?? false,
      ...sparse({
        ownerId: raw.OwnerId,
        dhcpOptionsId: raw.DhcpOptionsId,
        publicAccess: raw.BlockPublicAccessStates?.InternetGatewayBlockMode,
      }),
    }),
  );

/** `describe-vpc-attribute` gives one attribute a call, so one VPC may have two of these. */
export const vpcAttribute = z
  .object({
    VpcId: id,
    EnableDnsSupport: z.object({ Value: flag }).optional(),
    EnableDnsHostnames: z.object({ Value: flag }).optional(),
  })
  .transform((raw) => ({
    vpcId: raw.VpcId,
    ...sparse({ dnsSupport: raw.EnableDnsSupport?.Value, dnsHostnames: raw.EnableDnsHostnames?.Value }),
  }));

export const subnet = z
  .object({
    SubnetId: id,
    VpcId: id,
    AvailabilityZone: text,
    CidrBlock: cidr4.optional(),
    Ipv6CidrBlockAssociationSet: ipv6Associations,
    AvailableIpAddressCount: number,
    MapPublicIpOnLaunch: flag,
    AssignIpv6AddressOnCreation: flag,
    EnableDns64: flag,
    OwnerId: text,
    BlockPublicAccessStates: publicAccess,
    Tags: tags,
  })
  .transform(
    (raw): net.Subnet => ({
      id: raw.SubnetId,
      vpcId: raw.VpcId,
      ...named(raw.Tags),
      zone: raw.AvailabilityZone ?? '',
      ipv6Cidrs: raw.Ipv6CidrBlockAssociationSet,
      // Where it is not told, a subnet is not taken for full.
      freeAddresses: raw.AvailableIpAddressCount ?? 251,
      mapPublicIp: raw.MapPublicIpOnLaunch ?? false,
      assignIpv6: raw.AssignIpv6AddressOnCreation ?? false,
      dns64: raw.EnableDns64 ?? false,
      ...sparse({
        cidr: raw.CidrBlock,
        ownerId: raw.OwnerId,
        publicAccess: raw.BlockPublicAccessStates?.InternetGatewayBlockMode,
      }),
    }),
  );

const aclEntry = z
  .object({
    RuleNumber: z.int(),
    Egress: z.boolean(),
    RuleAction: z.string(),
    Protocol: z.string(),
    CidrBlock: cidr4.optional(),
    Ipv6CidrBlock: cidr6.optional(),
    PortRange: z.object({ From: port, To: port }).optional(),
  })
  .transform((raw): net.AclEntry[] => {
    const cidr = raw.CidrBlock ?? raw.Ipv6CidrBlock;
    if (cidr === undefined) return [];
    return [
      {
        number: raw.RuleNumber,
        egress: raw.Egress,
        allow: raw.RuleAction === 'allow',
        protocol: raw.Protocol,
        cidr,
        ...(raw.PortRange && { ports: { from: raw.PortRange.From, to: raw.PortRange.To } }),
      },
    ];
  });

export const networkAcl = z
  .object({
    NetworkAclId: id,
    VpcId: id,
    IsDefault: flag,
    Associations: list(z.object({ SubnetId: text })),
    Entries: list(aclEntry),
    Tags: tags,
  })
  .transform(
    (raw): net.NetworkAcl => ({
      id: raw.NetworkAclId,
      vpcId: raw.VpcId,
      ...named(raw.Tags),
      isDefault: raw.IsDefault ?? false,
      subnetIds: raw.Associations.flatMap(({ SubnetId }) => SubnetId ?? []),
      entries: raw.Entries.flat(),
    }),
  );

export const dhcpOptions = z
  .object({
    DhcpOptionsId: id,
    DhcpConfigurations: list(z.object({ Key: text, Values: list(z.object({ Value: text })) })),
  })
  .transform(
    (raw): net.DhcpOptions => ({
      id: raw.DhcpOptionsId,
      nameServers: raw.DhcpConfigurations.filter(({ Key }) => Key === 'domain-name-servers').flatMap(
        ({ Values }) => Values.flatMap(({ Value }) => Value ?? []),
      ),
    }),
  );

/** The resource is named by ARN: `…:subnet/subnet-…` or `…:vpc/vpc-…`. */
export const publicAccessExclusion = z
  .object({ ResourceArn: z.string(), InternetGatewayExclusionMode: text, State: text })
  .transform((raw): net.PublicAccessExclusion[] =>
    /^(create|update)-complete$/.test(raw.State ?? 'create-complete')
      ? [
          {
            resourceId: raw.ResourceArn.split('/').at(-1) ?? '',
            mode: raw.InternetGatewayExclusionMode ?? '',
          },
        ]
      : [],
  );
