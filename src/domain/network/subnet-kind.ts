import { routeTableOf, routeTo } from './route.ts';
import type { NetworkSnapshot, Subnet } from './snapshot.ts';

export type SubnetKind = 'public' | 'private' | 'isolated' | 'unknown';

/** An address no VPC holds: stands for "the internet" (RFC 5737 keeps it out of real use). */
const anywhere = '203.0.113.1';

/** Public: default route to an internet gateway. Private: to a NAT or another way out. Isolated: none that works. */
export function subnetKind(snapshot: NetworkSnapshot, subnet: Subnet): SubnetKind {
  const table = routeTableOf(snapshot, subnet);
  if (!table) return 'unknown';
  const route = routeTo(table, anywhere);
  if (!route || route.state === 'blackhole') return 'isolated';
  return route.target.startsWith('igw-') ? 'public' : 'private';
}

/** Words for a kind, as every list shows them. */
export const kindLabel: Record<SubnetKind, string> = {
  public: 'public',
  private: 'private, with NAT',
  isolated: 'isolated',
  unknown: 'unknown (routes could not be read)',
};
