import type { Read } from './read.ts';
import type { HostedZone, LoadBalancer, ResolverRule, TargetGroup } from './snapshot-front.ts';
import type {
  Endpoint,
  InternetGateway,
  NatGateway,
  Peering,
  TransitAttachment,
  TransitGateway,
  TransitRouteTable,
  TransitVpcAttachment,
  VpnConnection,
  VpnGateway,
} from './snapshot-gateways.ts';
import type { Address, Instance, Interface, SecurityGroup } from './snapshot-interfaces.ts';

export interface Vpc {
  id: string;
  name?: string;
  cidrs: readonly string[];
  ipv6Cidrs: readonly string[];
  isDefault: boolean;
  ownerId?: string;
  dhcpOptionsId?: string;
  /** Block Public Access: `off`, `block-bidirectional`, `block-ingress`. */
  publicAccess?: string;
  /** `enableDnsSupport` and `enableDnsHostnames`; left out where they were not read. */
  dnsSupport?: boolean;
  dnsHostnames?: boolean;
}

export interface Subnet {
  id: string;
  vpcId: string;
  name?: string;
  zone: string;
  /** Left out for a subnet that has IPv6 only. */
  cidr?: string;
  ipv6Cidrs: readonly string[];
  freeAddresses: number;
  mapPublicIp: boolean;
  assignIpv6: boolean;
  dns64: boolean;
  ownerId?: string;
  publicAccess?: string;
}

/** One route; `target` is the gateway's id (`igw-`, `nat-`, `vgw-`, `tgw-`, `pcx-`, `vpce-`, `eni-`, `local`). */
export interface Route {
  /** A CIDR or a prefix list (`pl-…`). */
  destination: string;
  target: string;
  /** `filtered` is not usable either (rule A4). */
  state: 'active' | 'blackhole' | 'filtered';
  origin: 'static' | 'propagated';
}

export interface RouteTable {
  id: string;
  vpcId: string;
  name?: string;
  isMain: boolean;
  subnetIds: readonly string[];
  /** Gateways whose incoming traffic this table directs (rule R5). */
  gatewayIds: readonly string[];
  routes: readonly Route[];
}

/** One entry of a network ACL; `protocol` as AWS gives it: `-1` all, `6` TCP. */
export interface AclEntry {
  number: number;
  egress: boolean;
  allow: boolean;
  protocol: string;
  cidr: string;
  ports?: { from: number; to: number };
}

export interface NetworkAcl {
  id: string;
  vpcId: string;
  name?: string;
  isDefault: boolean;
  subnetIds: readonly string[];
  entries: readonly AclEntry[];
}

/** Entries are left out where they could not be read. */
export interface PrefixList {
  id: string;
  name: string;
  cidrs?: readonly string[];
}

export interface DhcpOptions {
  id: string;
  nameServers: readonly string[];
}

/** An exclusion from VPC Block Public Access, of a VPC or a subnet. */
export interface PublicAccessExclusion {
  resourceId: string;
  mode: string;
}

/** The network of one region as it was read at one moment. */
export interface NetworkSnapshot {
  vpcs: readonly Vpc[];
  subnets: readonly Subnet[];
  /** VPCs and subnets that a snapshot file leaves out: an id not found may exist all the same. */
  leftOut: readonly ('vpcs' | 'subnets')[];
  /** The account that was read, where it is known; resources of others may be hidden (rule E10). */
  account?: string;
  routeTables: Read<RouteTable>;
  networkAcls: Read<NetworkAcl>;
  securityGroups: Read<SecurityGroup>;
  interfaces: Read<Interface>;
  addresses: Read<Address>;
  instances: Read<Instance>;
  internetGateways: Read<InternetGateway>;
  egressOnlyGateways: Read<InternetGateway>;
  natGateways: Read<NatGateway>;
  endpoints: Read<Endpoint>;
  prefixLists: Read<PrefixList>;
  managedPrefixLists: Read<PrefixList>;
  peerings: Read<Peering>;
  transitGateways: Read<TransitGateway>;
  transitAttachments: Read<TransitAttachment>;
  transitVpcAttachments: Read<TransitVpcAttachment>;
  transitRouteTables: Read<TransitRouteTable>;
  vpnGateways: Read<VpnGateway>;
  vpnConnections: Read<VpnConnection>;
  dhcpOptions: Read<DhcpOptions>;
  publicAccessExclusions: Read<PublicAccessExclusion>;
  loadBalancers: Read<LoadBalancer>;
  targetGroups: Read<TargetGroup>;
  hostedZones: Read<HostedZone>;
  resolverRules: Read<ResolverRule>;
}
