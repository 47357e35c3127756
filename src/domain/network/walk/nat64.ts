import { type AddressSet, covers, setOf } from '../sets/address-set.ts';
import { note, type Segment, type Walk } from './walk.ts';

const wellKnown = setOf(['64:ff9b::/96'], 6);

/** An IPv4 address as DNS64 gives it to who has IPv6 only. */
export const asNat64 = (address: string): string => `64:ff9b::${address}`;

/** Rule W6: a NAT gateway translates 64:ff9b::/96 to IPv4, and no other IPv6 address. */
export function ipv4Behind(walk: Walk): AddressSet | undefined {
  const { server } = walk.segments.at(-1) as Segment;
  if (walk.family === 4) return server;
  if (!covers(wellKnown, server)) {
    return void note(
      { walk, direction: 'forward' },
      {
        code: 'PROTOCOL_RESTRICTION',
        component: 'nat-gateway',
        message: 'a NAT gateway takes IPv6 only for 64:ff9b::/96 (DNS64)',
        fix: { text: 'route ::/0 to an egress-only internet gateway' },
      },
    );
  }
  walk.family = 4;
  return throughNat64(server);
}

/** The IPv4 addresses that these IPv6 ones stand for. */
export function throughNat64(server: AddressSet): AddressSet {
  const last = (point: number | bigint): number => Number(BigInt(point) & 0xffffffffn);
  return server.map(({ from, end }) => ({
    from: last(from),
    end: last(from) + Number(BigInt(end) - BigInt(from)),
  }));
}
