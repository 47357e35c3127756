import ipaddr from 'ipaddr.js';
import { contains } from './route.ts';
import type { AclEntry, NetworkAcl, NetworkSnapshot, Subnet } from './snapshot.ts';

/** Rule A2: the ACL associated with the subnet, else its VPC's default one. `undefined` when unreadable. */
export function aclOf(snapshot: NetworkSnapshot, subnet: Subnet): NetworkAcl | undefined {
  if (!snapshot.networkAcls.readable) return undefined;
  const acls = snapshot.networkAcls.items.filter((acl) => acl.vpcId === subnet.vpcId);
  return acls.find((acl) => acl.subnetIds.includes(subnet.id)) ?? acls.find((acl) => acl.isDefault);
}

export interface Ports {
  from: number;
  to: number;
}

/** Rule N4: ports a Linux client may answer on. */
export const linuxEphemeral: Ports = { from: 32_768, to: 60_999 };
/** Rule N4: a NAT gateway remaps into this range. */
export const natEphemeral: Ports = { from: 1024, to: 65_535 };

/**
 * Rules N2 and N3: which part of `ports` the ACL lets pass for TCP with this peer; the first match wins,
 * ports nobody mentions are denied.
 */
export function aclAllows(
  acl: NetworkAcl,
  direction: 'in' | 'out',
  peer: string,
  ports: Ports,
): 'all' | 'some' | 'none' {
  let open: Ports[] = [ports];
  let allowed = 0;
  const entries = acl.entries
    .filter(
      (entry) => entry.egress === (direction === 'out') && concernsTcp(entry) && holds(entry.cidr, peer),
    )
    .toSorted((a, b) => a.number - b.number);
  for (const entry of entries) {
    const range =
      entry.protocol === '-1' ? { from: 0, to: 65_535 } : (entry.ports ?? { from: 0, to: 65_535 });
    const before = size(open);
    open = open.flatMap((part) => subtract(part, range));
    if (entry.allow) allowed += before - size(open);
  }
  if (allowed === 0) return 'none';
  return allowed === size([ports]) ? 'all' : 'some';
}

const concernsTcp = (entry: AclEntry): boolean => entry.protocol === '-1' || entry.protocol === '6';
const size = (parts: readonly Ports[]): number =>
  parts.reduce((sum, part) => sum + part.to - part.from + 1, 0);

function holds(cidr: string, peer: string): boolean {
  if (!peer.includes('/')) return contains(cidr, peer);
  const [network, bits] = ipaddr.parseCIDR(peer);
  return contains(cidr, network.toString()) && ipaddr.parseCIDR(cidr)[1] <= bits;
}

function subtract(part: Ports, taken: Ports): Ports[] {
  if (taken.to < part.from || taken.from > part.to) return [part];
  const rest: Ports[] = [];
  if (taken.from > part.from) rest.push({ from: part.from, to: taken.from - 1 });
  if (taken.to < part.to) rest.push({ from: taken.to + 1, to: part.to });
  return rest;
}
