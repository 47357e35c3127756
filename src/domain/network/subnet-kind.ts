import { indexNetwork, type Network } from './index/network.ts';
import { partsOf } from './index/route-map.ts';
import { isUnread, remembered } from './index/seek.ts';
import { setOf } from './sets/address-set.ts';
import type { NetworkSnapshot, Subnet } from './snapshot.ts';

export type SubnetKind = 'public' | 'private' | 'isolated' | 'unknown';

/** An address no VPC holds: stands for "the internet" (RFC 5737 keeps it out of real use). */
const anywhere = '203.0.113.1';

/** A snapshot never changes, so it is indexed once. */
export const networkOf: (snapshot: NetworkSnapshot) => Network = remembered(indexNetwork);

/** Public: default route to an internet gateway. Private: to a NAT or another way out. Isolated: none that works. */
export function subnetKind(snapshot: NetworkSnapshot, subnet: Subnet): SubnetKind {
  const network = networkOf(snapshot);
  const table = network.tableOf(subnet);
  if (table === undefined || isUnread(table)) return 'unknown';
  const family = subnet.cidr === undefined ? 6 : 4;
  const goal = setOf(family === 4 ? [anywhere] : ['2001:db8::1'], family);
  const route = partsOf(network.routes(table), family, goal)[0]?.winner?.route;
  if (route?.state !== 'active') return 'isolated';
  return route.target.startsWith('igw-') ? 'public' : 'private';
}

/** Words for a kind, as every list shows them. */
export const kindLabel: Record<SubnetKind, string> = {
  public: 'public',
  private: 'private, with NAT',
  isolated: 'isolated',
  unknown: 'unknown (routes could not be read)',
};
