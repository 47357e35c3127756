import type { SecurityGroup } from './snapshot-interfaces.ts';

/**
 * An interface that is not there yet. A group is given by its id, or as it will be: the stack's own groups have
 * rules before they have an id.
 */
export interface PlannedInterface {
  kind: 'planned';
  subnetId: string;
  groups: readonly (string | SecurityGroup)[];
  /** `subnet-default`: as the subnet's `MapPublicIpOnLaunch` says (rule W1: never for Fargate). */
  publicIp: boolean | 'subnet-default';
  /** Does it get an IPv6 address? Where left out: as the subnet's `AssignIpv6AddressOnCreation` says. */
  ipv6?: boolean;
}

export type Client =
  | { kind: 'interface'; interfaceId: string }
  | { kind: 'instance'; instanceId: string }
  | PlannedInterface;

export type Destination =
  | Client
  /** A name with the addresses it has as seen from here (rules E6, E8). */
  | { kind: 'host'; host: string; addresses: readonly string[] }
  /** An AWS service in the region, `ecr.api`; the VPC may have an endpoint for it (rules E1 to E3). */
  | { kind: 'service'; service: string; region: string };

/** The id of an end; of one that is only planned, its subnet's. */
export function endId(end: Client): string {
  if (end.kind === 'planned') return end.subnetId;
  return end.kind === 'interface' ? end.interfaceId : end.instanceId;
}

/** Can this client open a TCP connection to that destination? */
export interface ReachQuery {
  purpose?: string;
  from: Client;
  to: Destination;
  port: number;
}
