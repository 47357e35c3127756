import type { AddressSet } from '../sets/address-set.ts';
import { publicSpace } from './public-space.ts';
import { type Journey, note } from './walk.ts';

/**
 * Parts of the destination take different ways. Clients and servers of the question are walked again, part by part;
 * addresses that only come up on the way (a NAT gateway's, an unknown public one) cannot be.
 */
export function splitBy<T extends { addresses: AddressSet }>(
  journey: Journey,
  parts: readonly T[],
): T | undefined {
  const [only, other] = parts;
  if (other === undefined) return only;
  const { walk, destination } = journey;
  const [first] = walk.segments;
  const side = journey.direction === 'forward' ? 'server' : 'client';
  if (destination === first?.[side]) {
    walk.split ??= { side, parts: parts.map(({ addresses }) => addresses) };
    return undefined;
  }
  // An unknown public address: most of them go one way.
  if (destination === publicSpace) return largest(parts);
  return void note(journey, {
    code: 'UNKNOWN_DESTINATION',
    component: walk.client.subnet.id,
    severity: 'unknown',
    message: 'addresses that come up on the way take different routes',
  });
}

const size = (set: AddressSet): number =>
  set.reduce((sum, { from, end }) => sum + Number(end) - Number(from), 0);

const largest = <T extends { addresses: AddressSet }>(parts: readonly T[]): T | undefined =>
  parts.toSorted((a, b) => size(b.addresses) - size(a.addresses))[0];
