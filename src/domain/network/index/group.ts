import {
  type AddressSet,
  covers,
  type Family,
  intersect,
  isEmpty,
  merged,
  type Range,
  setOf,
} from '../sets/address-set.ts';
import { allPorts, type Ports, portsText } from '../sets/port-set.ts';
import type { PrefixList } from '../snapshot.ts';
import type { SecurityGroup, SecurityRule } from '../snapshot-interfaces.ts';
import type { Sought } from './seek.ts';
import { isUnread } from './seek.ts';

interface Line {
  /** `sg-… egress tcp 443 0.0.0.0/0`, made when it is asked for. */
  text: () => string;
  ports: Ports;
  sets: Record<Family, AddressSet>;
  groups: SecurityRule['groups'];
  /** Prefix lists whose entries are not known, with the permission to read them. */
  unknownLists: readonly { id: string; permission: string }[];
}

export interface GroupLines {
  id: string;
  ingress: readonly Line[];
  egress: readonly Line[];
  ruleCount: { ingress: number; egress: number };
}

/** Rule G3: the rules of a group that concern TCP. */
export function groupLines(group: SecurityGroup, listOf: (id: string) => Sought<PrefixList>): GroupLines {
  const of = (rules: readonly SecurityRule[], side: string): Line[] =>
    rules
      .filter(({ protocol }) => ['-1', 'tcp', '6'].includes(protocol))
      .map((rule) => lineOf(rule, `${group.id} ${side}`, listOf));
  return {
    id: group.id,
    ingress: of(group.ingress, 'ingress'),
    egress: of(group.egress, 'egress'),
    ruleCount: { ingress: group.ingress.length, egress: group.egress.length },
  };
}

function lineOf(rule: SecurityRule, where: string, listOf: (id: string) => Sought<PrefixList>): Line {
  const lists = rule.prefixLists.map((id) => ({ id, list: listOf(id) }));
  const entries = lists.flatMap(({ list }) => (list && !isUnread(list) ? (list.cidrs ?? []) : []));
  // Rule G4: IPv4 and IPv6 apart.
  const cidrs = [...rule.cidrs, ...entries];
  const ports = rule.protocol === '-1' ? allPorts : (rule.ports ?? allPorts);
  return {
    text: () =>
      [
        where,
        rule.protocol === '-1' ? 'all' : `tcp ${portsText(ports)}`,
        [...rule.cidrs, ...rule.prefixLists, ...rule.groups.map(({ id }) => id)].slice(0, 3).join(', '),
      ].join(' '),
    ports,
    sets: { 4: setOf(cidrs, 4), 6: setOf(cidrs, 6) },
    groups: rule.groups,
    unknownLists: lists.flatMap(({ id, list }) => {
      if (list && !isUnread(list))
        return list.cidrs ? [] : [{ id, permission: 'ec2:GetManagedPrefixListEntries' }];
      return [{ id, permission: list?.permission ?? 'ec2:DescribeManagedPrefixLists' }];
    }),
  };
}

/** Who the other end is, to a rule that names a group (rules G5, G6). */
export type Identity =
  | { groups: readonly string[]; referable: boolean; way: string }
  | { lostAt: string; groups: readonly string[] };

export interface GroupAnswer {
  open: AddressSet;
  decidedBy: string | undefined;
  /** Prefix lists that might let more through. */
  unknownLists: readonly { id: string; permission: string }[];
  /** A reference that would match, had the packet still its sender's identity. */
  lostReference?: string;
  staleReference?: string;
}

/** Rules G1 and G3 to G6: what all groups together let through. */
export function throughGroups(
  groups: readonly GroupLines[],
  side: 'ingress' | 'egress',
  asked: { addresses: AddressSet; family: Family; port: number; peer: Identity },
): GroupAnswer {
  const { addresses, family, port, peer } = asked;
  const open: Range[] = [];
  const answer: GroupAnswer = { open: [], decidedBy: undefined, unknownLists: [] };
  const unknown = new Map<string, string>();
  for (const group of groups) {
    for (const line of group[side]) {
      if (line.ports.from > port || line.ports.to < port) continue;
      for (const list of line.unknownLists) unknown.set(list.id, list.permission);
      const set = matchesGroup(line, peer, answer) ? addresses : intersect(line.sets[family], addresses);
      if (isEmpty(set)) continue;
      answer.decidedBy ??= line.text();
      if (set === addresses || (set.length === addresses.length && covers(set, addresses)))
        return { ...answer, decidedBy: line.text(), open: addresses };
      open.push(...set);
    }
  }
  return {
    ...answer,
    open: merged(open),
    unknownLists: [...unknown].map(([id, permission]) => ({ id, permission })),
  };
}

/** Notes a reference that fails for where the packet went, or because it is stale. */
function matchesGroup({ groups }: Line, peer: Identity, answer: GroupAnswer): boolean {
  for (const { id, status } of groups) {
    if (!peer.groups.includes(id)) continue;
    if (status !== undefined && status !== 'active') answer.staleReference = id;
    else if ('referable' in peer && peer.referable) return true;
    else answer.lostReference = id;
  }
  return false;
}
