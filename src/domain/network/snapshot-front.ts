import type { Read } from './read.ts';

export interface Listener {
  port: number;
  protocol: string;
  targetGroups: readonly string[];
}

/** A load balancer of any kind but the classic one. */
export interface LoadBalancer {
  arn: string;
  name: string;
  dnsName: string;
  /** `application`, `network`, `gateway` */
  type: string;
  vpcId: string;
  state: string;
  groups: readonly string[];
  zones: readonly { zone: string; subnetId: string }[];
  crossZone?: boolean;
  listeners: Read<Listener>;
}

export interface Target {
  /** An instance, an address, a Lambda function or another load balancer. */
  id: string;
  port?: number;
  state: string;
}

export interface TargetGroup {
  arn: string;
  name: string;
  port?: number;
  vpcId?: string;
  /** `instance`, `ip`, `lambda`, `alb` */
  targetType: string;
  preservesClientIp?: boolean;
  targets: Read<Target>;
}

/** A private hosted zone, with the VPCs it answers in. */
export interface HostedZone {
  id: string;
  /** Without the final dot. */
  name: string;
  isPrivate: boolean;
  vpcIds: readonly string[];
  records: Read<HostRecord>;
}

export interface HostRecord {
  name: string;
  /** `A`, `AAAA`, `CNAME` … */
  type: string;
  values: readonly string[];
  /** The name it stands for, where it is an alias. */
  alias?: string;
}

/** A Route 53 Resolver rule that sends questions for a domain elsewhere. */
export interface ResolverRule {
  id: string;
  domain: string;
  vpcIds: readonly string[];
}
