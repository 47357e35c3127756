import {
  type AddressSet,
  type Family,
  familyOf,
  intersect,
  isEmpty,
  merged,
  type Range,
  rangeOf,
  subtract,
} from '../sets/address-set.ts';
import type { Opening } from '../sets/packet-set.ts';
import { allPorts, common, type Ports, without } from '../sets/port-set.ts';
import type { NetworkAcl } from '../snapshot.ts';

interface Line {
  number: number;
  allow: boolean;
  range: Range;
  ports: Ports;
}

/** The lines of an ACL that concern TCP, in their order (rule N2), by direction and family. */
export interface AclLines {
  in: Record<Family, readonly Line[]>;
  out: Record<Family, readonly Line[]>;
}

export function aclLines(acl: NetworkAcl): AclLines {
  const of = (egress: boolean, family: Family): Line[] =>
    acl.entries
      .filter((entry) => entry.egress === egress && familyOf(entry.cidr) === family)
      .filter(({ protocol }) => protocol === '-1' || protocol === '6')
      .flatMap(({ number, allow, cidr, protocol, ports }) => {
        const range = rangeOf(cidr);
        // Protocol -1 ignores the port range.
        return range
          ? [{ number, allow, range, ports: protocol === '-1' ? allPorts : (ports ?? allPorts) }]
          : [];
      })
      .toSorted((a, b) => a.number - b.number);
  return { in: { 4: of(false, 4), 6: of(false, 6) }, out: { 4: of(true, 4), 6: of(true, 6) } };
}

/**
 * Rule N8: does it let routers tell that a packet is too big, in both directions? Any router may say so, so a rule
 * for a part of the addresses counts.
 */
export const passesIcmp = ({ entries }: NetworkAcl, family: Family): boolean =>
  [true, false].every((egress) =>
    entries.some(
      (entry) =>
        entry.egress === egress &&
        entry.allow &&
        familyOf(entry.cidr) === family &&
        ['-1', family === 4 ? '1' : '58'].includes(entry.protocol),
    ),
  );

export interface AclAnswer {
  openings: readonly Opening[];
  /** Numbers of the rules that decided about a part, in order; `undefined` stands for the final deny. */
  allowedBy: readonly number[];
  deniedBy: readonly (number | undefined)[];
}

/** Rule N3: what is left of addresses × ports, rule by rule; what no rule mentions is denied. */
export function throughAcl(lines: readonly Line[], addresses: AddressSet, ports: Ports): AclAnswer {
  let open: Opening[] = [{ addresses, ports }];
  const openings: Opening[] = [];
  const allowedBy: number[] = [];
  const deniedBy: (number | undefined)[] = [];
  for (const line of lines) {
    if (open.length === 0) break;
    const hit: Opening[] = [];
    open = open.flatMap((part) => take(part, line, hit));
    if (hit.length === 0) continue;
    (line.allow ? allowedBy : deniedBy).push(line.number);
    if (line.allow) openings.push(...hit);
  }
  if (open.length > 0) deniedBy.push(undefined);
  return { openings: byPorts(openings), allowedBy, deniedBy };
}

function take(part: Opening, { range, ports }: Line, hit: Opening[]): Opening[] {
  const both = common(part.ports, ports);
  const addresses = both ? intersect(part.addresses, [range]) : [];
  if (both === undefined || isEmpty(addresses)) return [part];
  hit.push({ ports: both, addresses });
  const others = subtract(part.addresses, [range]);
  return [
    ...without(part.ports, both).map((rest) => ({ ports: rest, addresses: part.addresses })),
    ...(isEmpty(others) ? [] : [{ ports: both, addresses: others }]),
  ];
}

/** Openings with disjoint ports, each with all its addresses. */
function byPorts(openings: readonly Opening[]): Opening[] {
  if (openings.length < 2) return [...openings];
  const cuts = [...new Set(openings.flatMap(({ ports }) => [ports.from, ports.to + 1]))].toSorted(
    (a, b) => a - b,
  );
  return cuts.slice(0, -1).flatMap((from, index) => {
    const ports = { from, to: (cuts[index + 1] ?? from + 1) - 1 };
    const ranges = openings
      .filter((one) => one.ports.from <= ports.from && one.ports.to >= ports.to)
      .flatMap(({ addresses }) => addresses);
    return ranges.length === 0 ? [] : [{ ports, addresses: merged(ranges) }];
  });
}
