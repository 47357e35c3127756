import type { Network } from '../index/network.ts';
import type { Vpc } from '../snapshot.ts';
import type { HostedZone } from '../snapshot-front.ts';

export type Answer =
  | { kind: 'addresses'; zone: string; addresses: readonly string[] }
  /** The name stands for another one, which is not in the zone. */
  | { kind: 'elsewhere'; zone: string; name: string }
  | { kind: 'unread'; zone: string; permission: string };

/** The most specific private zone that answers for a name in a VPC; it needs both DNS attributes (rule E6). */
export function privateZone({ snapshot }: Network, vpc: Vpc, host: string): HostedZone | undefined {
  if (!snapshot.hostedZones.readable || vpc.dnsHostnames === false) return undefined;
  return snapshot.hostedZones.items
    .filter(({ isPrivate, vpcIds }) => isPrivate && vpcIds.includes(vpc.id))
    .filter(({ name }) => host === name || host.endsWith(`.${name}`))
    .toSorted((a, b) => b.name.length - a.name.length)[0];
}

export function answerOf(zone: HostedZone, host: string, depth = 0): Answer {
  if (!zone.records.readable) return { kind: 'unread', zone: zone.name, permission: zone.records.permission };
  const records = zone.records.items;
  // Route 53 writes the asterisk as \052.
  const parent = host.split('.').slice(1).join('.');
  const exact = records.filter(({ name }) => name === host);
  const named =
    exact.length > 0
      ? exact
      : records.filter(({ name }) => [`*.${parent}`, `\\052.${parent}`].includes(name));
  const addresses = named
    .filter(({ type }) => type === 'A' || type === 'AAAA')
    .flatMap(({ values }) => values);
  if (addresses.length > 0) return { kind: 'addresses', zone: zone.name, addresses };
  const other = named.flatMap(({ type, alias, values }) => alias ?? (type === 'CNAME' ? values : []))[0];
  if (other === undefined) return { kind: 'addresses', zone: zone.name, addresses: [] };
  const name = other.replace(/\.$/, '').toLowerCase();
  const isHere = name.endsWith(`.${zone.name}`) && depth < 5;
  return isHere ? answerOf(zone, name, depth + 1) : { kind: 'elsewhere', zone: zone.name, name };
}
