import { securityGroupFix } from '../fixes/security-group.ts';
import { type GroupAnswer, type GroupLines, type Identity, throughGroups } from '../index/group.ts';
import { isUnread } from '../index/seek.ts';
import { covers, isEmpty } from '../sets/address-set.ts';
import { setText } from '../sets/address-text.ts';
import { constrain } from '../sets/packet-set.ts';
import { groupId, type Party } from './party.ts';
import { type Journey, note, noteUnread, partial, passed } from './walk.ts';

type Side = 'ingress' | 'egress';

/** Rule G2: a new connection needs the sender's egress and the receiver's ingress; replies need neither. */
export function checkGroups(journey: Journey, party: Party, side: Side, peer: Identity): void {
  const { walk, segment } = journey;
  const addresses = side === 'egress' ? journey.destination : journey.source;
  const { known, unknown } = resolveGroups(journey, party);
  const answer = throughGroups(known, side, { addresses, family: walk.family, port: walk.port, peer });
  const isAll = covers(answer.open, addresses);
  const isUnsure = !isAll && (unknown > 0 || answer.unknownLists.length > 0);
  const passes = isAll ? 'all' : isUnsure ? 'unknown' : isEmpty(answer.open) ? 'none' : 'some';
  passed(journey, {
    component: party.groups.map(groupId).join(', '),
    kind: 'security-group',
    side,
    passes,
    ...(answer.decidedBy && { decidedBy: answer.decidedBy }),
    ...(passes === 'some' && { open: setText(answer.open) }),
  });
  if (answer.staleReference) noteStale(journey, answer.staleReference, side);
  for (const { id, permission } of isAll ? [] : answer.unknownLists) noteUnread(journey, id, { permission });
  if (isAll || isUnsure) return;
  const which = side === 'egress' ? 'server' : 'client';
  segment.open = constrain(segment.open, which, [{ ports: segment.replyPorts, addresses: answer.open }]);
  noteBlock(journey, party, side, { answer, known, peer, addresses });
}

/** Groups whose rules are known; each other one is told as unknown. */
function resolveGroups(journey: Journey, party: Party): { known: GroupLines[]; unknown: number } {
  const { network } = journey.walk;
  const known: GroupLines[] = [];
  let unknown = 0;
  for (const group of party.groups) {
    const found = typeof group === 'string' ? network.group(group) : group;
    if (found !== undefined && !isUnread(found)) {
      known.push(network.groupLines(found));
      continue;
    }
    unknown++;
    if (isUnread(found)) noteUnread(journey, groupId(group), found);
    else
      note(journey, {
        code: 'UNKNOWN_RESOURCE',
        component: groupId(group),
        severity: 'unknown',
        message: 'this security group is not in what was read; it may belong to another account (rule E10)',
      });
  }
  return { known, unknown };
}

function noteStale(journey: Journey, reference: string, side: Side): void {
  note(journey, {
    code: 'GLFR_STALE_SG_RULE',
    component: reference,
    side,
    severity: 'warning',
    message: `a rule for ${reference} is stale: the group or its peering is gone, so it matches nothing`,
    fix: { text: 'remove the rule, and write it for a group or a range that exists' },
  });
}

function noteBlock(
  journey: Journey,
  party: Party,
  side: Side,
  about: { answer: GroupAnswer; known: readonly GroupLines[]; peer: Identity; addresses: Journey['source'] },
): void {
  const { walk } = journey;
  const { answer, known, peer, addresses } = about;
  const isPart = !isEmpty(answer.open);
  const isLost = !isPart && answer.lostReference !== undefined;
  const towards = side === 'egress' ? 'to' : 'from';
  const what = `TCP ${walk.port} ${towards} ${setText(addresses)}`;
  const names = party.groups.map(groupId).join(', ') || 'no security group';
  note(journey, {
    code: isLost
      ? lostCode(peer)
      : known.length > 0 && known.every(({ ruleCount }) => ruleCount[side] === 0)
        ? 'SG_HAS_NO_RULES'
        : 'ENI_SG_RULES_MISMATCH',
    component: party.groups[0] === undefined ? party.label : groupId(party.groups[0]),
    side,
    severity: isPart ? partial(journey, addresses) : 'block',
    message: isLost
      ? `${names}: the rule for ${answer.lostReference} does not match, since the packet comes ${lostText(peer)}`
      : `${names}: ${isPart ? 'only a part of' : 'no rule allows'} ${what}${isPart ? ' is allowed' : ''}`,
    fix: securityGroupFix({ party, side, port: walk.port, addresses, peer, family: walk.family }),
  });
}

function lostCode(peer: Identity): string {
  if (!('lostAt' in peer)) return 'SG_REFERENCING_SUPPORT';
  return peer.lostAt === 'hairpin' ? 'GLFR_HAIRPIN_SG_REFERENCE' : 'SG_REFERENCES_NOT_PRESERVED';
}

function lostText(peer: Identity): string {
  if (!('lostAt' in peer)) return `over ${peer.way}, which does not carry references`;
  return peer.lostAt === 'hairpin'
    ? 'under a public address'
    : `through ${peer.lostAt}, which hides its sender`;
}
