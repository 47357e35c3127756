import ipaddr from 'ipaddr.js';
import type { NetworkSnapshot, Route, RouteTable, Subnet } from './snapshot.ts';

/** Does `cidr` contain this address? Addresses of another family are never inside. */
export function contains(cidr: string, address: string): boolean {
  const [network, bits] = ipaddr.parseCIDR(cidr);
  const ip = ipaddr.parse(address);
  return ip.kind() === network.kind() && ip.match(network, bits);
}

/** Rule A1: the table associated with the subnet, else its VPC's main table. `undefined` when unreadable. */
export function routeTableOf(snapshot: NetworkSnapshot, subnet: Subnet): RouteTable | undefined {
  if (!snapshot.routeTables.readable) return undefined;
  const tables = snapshot.routeTables.items.filter((table) => table.vpcId === subnet.vpcId);
  return tables.find((table) => table.subnetIds.includes(subnet.id)) ?? tables.find((table) => table.isMain);
}

/** Rule R1: the longest prefix that holds the address wins, a blackhole too (rule A4). */
export function routeTo(table: RouteTable, address: string): Route | undefined {
  let best: Route | undefined;
  let bestBits = -1;
  for (const route of table.routes) {
    if (!isCidr(route.destination) || !contains(route.destination, address)) continue;
    const bits = ipaddr.parseCIDR(route.destination)[1];
    if (bits > bestBits) [best, bestBits] = [route, bits];
  }
  return best;
}

// Prefix lists (`pl-…`) are not expanded in this first cut.
const isCidr = (text: string): boolean => ipaddr.isValidCIDR(text);
