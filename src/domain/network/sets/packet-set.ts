import { type AddressSet, intersect, isEmpty, isSame } from './address-set.ts';
import { common, type Ports } from './port-set.ts';

/** Addresses that are let through on some ports. */
export interface Opening {
  ports: Ports;
  addresses: AddressSet;
}

/**
 * Connections that are still possible. For each range of reply ports the set is a plain product of clients and
 * servers, since no rule looks at both; so this is exact, and stays small.
 */
export type PacketSet = readonly { ports: Ports; client: AddressSet; server: AddressSet }[];

export const everything = (client: AddressSet, server: AddressSet, ports: Ports): PacketSet =>
  isEmpty(client) || isEmpty(server) ? [] : [{ ports, client, server }];

/** What an ACL or a group leaves of the set, looking at the addresses of one side. */
export function constrain(
  set: PacketSet,
  side: 'client' | 'server',
  openings: readonly Opening[],
): PacketSet {
  return set.flatMap((slab) =>
    openings.flatMap((opening) => {
      const ports = common(slab.ports, opening.ports);
      if (ports === undefined) return [];
      const addresses = intersect(slab[side], opening.addresses);
      return isEmpty(addresses) ? [] : [{ ...slab, ports, [side]: addresses }];
    }),
  );
}

/** Is nothing lost of the product of these? */
export function isWhole(set: PacketSet, client: AddressSet, server: AddressSet, ports: Ports): boolean {
  const held = set
    .filter((slab) => isSame(slab.client, client) && isSame(slab.server, server))
    .reduce((sum, slab) => sum + slab.ports.to - slab.ports.from + 1, 0);
  return held === ports.to - ports.from + 1;
}
