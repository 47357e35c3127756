import { isEmpty, merged } from '../sets/address-set.ts';
import { constrain, type Opening, type PacketSet } from '../sets/packet-set.ts';
import { allPorts } from '../sets/port-set.ts';
import { throughNat64 } from './nat64.ts';
import type { Segment } from './walk.ts';

/**
 * Connections that are open on every stretch at once: what one drops of the servers, or of the reply ports, is of no
 * use to the next one. A stretch shares nothing but that with the one before, so one pass tells.
 */
export function openAllTheWay(segments: readonly Segment[]): PacketSet {
  const [first, ...others] = segments;
  return others.reduce(
    (before: PacketSet, segment) => constrain(segment.open, 'server', carriedOver(before, segment)),
    first?.open ?? [],
  );
}

/** What the stretches before leave of this one's servers and ports. */
function carriedOver(before: PacketSet, { server, keeps }: Segment): Opening[] {
  if (isEmpty(server) || before.length === 0) return [];
  if (keeps === 'ports') return before.map(({ ports }) => ({ ports, addresses: server }));
  const family = typeof server[0]?.from;
  const servers = before.map((slab) =>
    typeof slab.server[0]?.from === family ? slab.server : throughNat64(slab.server),
  );
  if (keeps === 'servers') return [{ ports: allPorts, addresses: merged(servers.flat()) }];
  return before.map(({ ports }, index) => ({ ports, addresses: servers[index] ?? [] }));
}
