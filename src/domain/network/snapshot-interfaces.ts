/** One permission of a security group: a protocol, ports, and everybody it is for. */
export interface SecurityRule {
  /** `-1` all, `tcp`, `udp` …, or a number in a string. */
  protocol: string;
  /** Left out for all ports. */
  ports?: { from: number; to: number };
  /** IPv4 and IPv6. */
  cidrs: readonly string[];
  prefixLists: readonly string[];
  groups: readonly { id: string; peeringId?: string; status?: string }[];
}

export interface SecurityGroup {
  id: string;
  name: string;
  vpcId: string;
  ownerId?: string;
  ingress: readonly SecurityRule[];
  egress: readonly SecurityRule[];
}

/** An elastic network interface (ENI). */
export interface Interface {
  id: string;
  vpcId: string;
  subnetId: string;
  name?: string;
  description: string;
  /** `interface`, `nat_gateway`, `network_load_balancer`, `vpc_endpoint` … */
  type: string;
  privateAddresses: readonly { address: string; publicAddress?: string }[];
  ipv6Addresses: readonly string[];
  groups: readonly string[];
  sourceDestCheck: boolean;
  /** Rule W1: a public address works on an attached interface only. */
  attached: boolean;
  instanceId?: string;
}

/** An Elastic IP address. */
export interface Address {
  publicIp: string;
  allocationId?: string;
  interfaceId?: string;
  privateAddress?: string;
}

export interface Instance {
  id: string;
  name?: string;
  state: string;
  windows: boolean;
  vpcId?: string;
  subnetId?: string;
  interfaceIds: readonly string[];
}
