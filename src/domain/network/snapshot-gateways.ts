import type { Read } from './read.ts';

/** An internet gateway, or an egress-only one. */
export interface InternetGateway {
  id: string;
  /** VPCs it is attached to, in a state that works (rule A3). */
  vpcIds: readonly string[];
}

export interface NatGateway {
  id: string;
  vpcId: string;
  name?: string;
  /** Left out for a regional one (rule W5). */
  subnetId?: string;
  state: string;
  isPublic: boolean;
  isRegional: boolean;
  /** A regional one's own table, and the zones it works in. */
  routeTableId?: string;
  zones: readonly string[];
  addresses: readonly { publicIp?: string; privateIp?: string }[];
}

export interface Endpoint {
  id: string;
  vpcId: string;
  name?: string;
  /** `com.amazonaws.eu-central-1.s3` */
  service: string;
  /** `Gateway`, `Interface`, `GatewayLoadBalancer` … */
  type: string;
  state: string;
  privateDns: boolean;
  routeTableIds: readonly string[];
  interfaceIds: readonly string[];
  subnetIds: readonly string[];
  groups: readonly string[];
  policy?: string;
}

export interface PeeringSide {
  vpcId: string;
  cidrs: readonly string[];
  ownerId?: string;
  region?: string;
}

export interface Peering {
  id: string;
  status: string;
  requester: PeeringSide;
  accepter: PeeringSide;
}

export interface TransitGateway {
  id: string;
  name?: string;
  securityGroupReferencing: boolean;
  ownerId?: string;
}

/** Any attachment of a transit gateway, with the table it is associated with. */
export interface TransitAttachment {
  id: string;
  transitGatewayId: string;
  /** `vpc`, `vpn`, `peering`, `direct-connect-gateway`, `connect` … */
  resourceType: string;
  resourceId: string;
  state: string;
  routeTableId?: string;
}

export interface TransitVpcAttachment {
  id: string;
  transitGatewayId: string;
  vpcId: string;
  state: string;
  subnetIds: readonly string[];
  securityGroupReferencing: boolean;
  ipv6: boolean;
}

export interface TransitRoute {
  destination: string;
  type: 'static' | 'propagated';
  /** Rule W9: a route by prefix list comes after one by CIDR. */
  prefixListId?: string;
  state: string;
  attachments: readonly { id: string; resourceType: string }[];
}

export interface TransitRouteTable {
  id: string;
  transitGatewayId: string;
  /** Not readable too when the answer was cut short. */
  routes: Read<TransitRoute>;
}

export interface VpnGateway {
  id: string;
  state: string;
  vpcIds: readonly string[];
}

export interface VpnConnection {
  id: string;
  state: string;
  vpnGatewayId?: string;
  transitGatewayId?: string;
  /** State of each tunnel: `UP` or `DOWN`; empty where it is not told. */
  tunnels: readonly string[];
}
