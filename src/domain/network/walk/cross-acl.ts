import { aclFix } from '../fixes/acl.ts';
import { passesIcmp, throughAcl } from '../index/acl.ts';
import { isUnread } from '../index/seek.ts';
import { covers, merged } from '../sets/address-set.ts';
import { hull, setText } from '../sets/address-text.ts';
import { constrain, type Opening } from '../sets/packet-set.ts';
import { portsText } from '../sets/port-set.ts';
import type { NetworkAcl, Subnet } from '../snapshot.ts';
import { type Journey, note, noteUnread, partial, passed } from './walk.ts';

/**
 * Rules N1 to N4: a packet crosses a subnet's border. An inbound rule looks at the source, an outbound one at the
 * destination, both at the destination port; so replies are judged by the client's ports.
 */
export function crossAcl(journey: Journey, subnet: Subnet, way: 'in' | 'out'): void {
  const { walk, segment } = journey;
  const acl = walk.network.aclOf(subnet);
  if (isUnread(acl)) return void noteUnread(journey, subnet.id, acl);
  if (acl === undefined) return void missingAcl(journey, subnet);
  const addresses = way === 'in' ? journey.source : journey.destination;
  const answer = throughAcl(walk.network.aclLines(acl)[way][walk.family], addresses, journey.ports);
  const passes = howMuch(journey, answer.openings, addresses);
  passed(journey, {
    component: acl.id,
    ...(acl.name && { name: acl.name }),
    kind: 'network-acl',
    side: way === 'in' ? 'ingress' : 'egress',
    decidedBy: rulesText(answer, passes),
    passes,
    ...(passes === 'some' && { open: openText(answer.openings) }),
  });
  if (passes !== 'none' && !passesIcmp(acl, walk.family)) noteIcmp(journey, acl);
  if (passes === 'all') return;
  const isForward = journey.direction === 'forward';
  const openings = isForward ? wholeReplies(answer.openings, segment.replyPorts) : answer.openings;
  const side = (way === 'in') === isForward ? 'client' : 'server';
  segment.open = constrain(segment.open, side, openings);
  noteBlock(journey, acl, way, passes, answer.deniedBy);
}

/** Only worth a word where nothing worse is the matter. */
export const pathMtu = 'GLFR_PATH_MTU';

/** Rule N8: connections work without, but big packets may vanish on the way. */
function noteIcmp({ walk }: Journey, acl: NetworkAcl): void {
  const protocol = walk.family === 4 ? 'ICMP type 3 code 4' : 'ICMPv6 type 2';
  note(
    { walk, direction: 'forward' },
    {
      code: pathMtu,
      component: acl.id,
      severity: 'warning',
      message: `the network ACL drops ${protocol}, by which a sender learns that its packets are too big`,
      fix: { text: `allow ${protocol} in and out` },
    },
  );
}

function missingAcl(journey: Journey, subnet: Subnet): void {
  note(journey, {
    code: 'UNKNOWN_RESOURCE',
    component: subnet.id,
    severity: 'unknown',
    message: 'no network ACL of this subnet is in what was read',
  });
}

/** A request is judged by its own port; whether it passes does not depend on where the reply goes. */
const wholeReplies = (openings: readonly Opening[], ports: Journey['ports']): Opening[] => [
  { ports, addresses: merged(openings.flatMap(({ addresses }) => addresses)) },
];

function howMuch(
  { ports }: Journey,
  openings: readonly Opening[],
  addresses: Journey['source'],
): 'all' | 'some' | 'none' {
  if (openings.length === 0) return 'none';
  const whole = openings
    .filter((one) => covers(one.addresses, addresses))
    .reduce((sum, one) => sum + one.ports.to - one.ports.from + 1, 0);
  return whole === ports.to - ports.from + 1 ? 'all' : 'some';
}

function rulesText(answer: ReturnType<typeof throughAcl>, passes: 'all' | 'some' | 'none'): string {
  const rules = passes === 'none' ? answer.deniedBy : answer.allowedBy;
  return `rule ${rules.map((number) => number ?? '*').join(', ')}`;
}

const openText = (openings: readonly Opening[]): string =>
  openings.map(({ ports, addresses }) => `${setText(addresses)} on ${portsText(ports)}`).join('; ');

function noteBlock(
  journey: Journey,
  acl: NetworkAcl,
  way: 'in' | 'out',
  passes: 'some' | 'none',
  deniedBy: readonly (number | undefined)[],
): void {
  const { walk, direction, ports } = journey;
  const peers = way === 'in' ? journey.source : journey.destination;
  const what = direction === 'forward' ? `port ${portsText(ports)}` : `replies on ports ${portsText(ports)}`;
  const towards = way === 'in' ? 'from' : 'to';
  const rule = deniedBy.map((number) => (number === undefined ? 'no rule allows it' : `rule ${number}`));
  note(journey, {
    // A reply that only sometimes comes back is the classic of a range that is too narrow.
    code:
      direction === 'return' && passes === 'some' ? 'GLFR_NACL_EPHEMERAL_PARTIAL' : 'SUBNET_ACL_RESTRICTION',
    component: acl.id,
    side: way === 'in' ? 'ingress' : 'egress',
    severity: passes === 'some' ? partial(journey, peers) : 'block',
    message: `the network ACL drops ${passes === 'some' ? 'some ' : ''}${what} ${towards} ${setText(peers)} (${rule.join(', ')})`,
    fix: aclFix({
      acl,
      way,
      family: walk.family,
      cidr: hull(peers),
      ports,
      deniedBy,
      taken: walk.findings.length,
    }),
  });
}
