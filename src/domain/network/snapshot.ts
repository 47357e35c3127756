/** What could be read of one kind of resource: a denied call is never an empty list. */
export type Read<T> = { readable: true; items: readonly T[] } | { readable: false; permission: string };

export interface Vpc {
  id: string;
  name?: string;
  cidrs: readonly string[];
  isDefault: boolean;
}

export interface Subnet {
  id: string;
  vpcId: string;
  name?: string;
  zone: string;
  cidr: string;
  freeAddresses: number;
  mapPublicIp: boolean;
}

/** One route; `target` is the gateway's id (`igw-`, `nat-`, `vgw-`, `tgw-`, `pcx-`, `vpce-`, `eni-`, `local`). */
export interface Route {
  destination: string;
  target: string;
  state: 'active' | 'blackhole';
}

export interface RouteTable {
  id: string;
  vpcId: string;
  isMain: boolean;
  subnetIds: readonly string[];
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
  isDefault: boolean;
  subnetIds: readonly string[];
  entries: readonly AclEntry[];
}

export interface NatGateway {
  id: string;
  vpcId: string;
  subnetId?: string;
  state: string;
  isPublic: boolean;
}

export interface InternetGateway {
  id: string;
  vpcIds: readonly string[];
}

/** The network of one region as it was read at one moment. */
export interface NetworkSnapshot {
  vpcs: readonly Vpc[];
  subnets: readonly Subnet[];
  routeTables: Read<RouteTable>;
  networkAcls: Read<NetworkAcl>;
  natGateways: Read<NatGateway>;
  internetGateways: Read<InternetGateway>;
}
