import { intoAppliance } from '../hops/appliance.ts';
import { throughEgressOnlyGateway } from '../hops/egress-only-gateway.ts';
import { throughEndpoint } from '../hops/gateway-endpoint.ts';
import { type Sender, throughInternetGateway } from '../hops/internet-gateway.ts';
import { intoNatGateway, misplaced, type Translated } from '../hops/nat-gateway.ts';
import { throughPeering } from '../hops/peering.ts';
import { throughTransitGateway } from '../hops/transit-gateway.ts';
import { throughVpnGateway } from '../hops/vpn-gateway.ts';
import type { NatGateway } from '../snapshot-gateways.ts';
import { type Chosen, chooseRoute } from './choose-route.ts';
import { crossAcl } from './cross-acl.ts';
import { deliver } from './deliver.ts';
import type { Party } from './party.ts';
import { type Ending, type Place, type Step, stopped } from './place.ts';
import { type Journey, note } from './walk.ts';

/** Who sets out, as the gateways see it. */
export interface Origin {
  sender: Sender;
  /** Set when it is a NAT gateway that sends: its subnet must lead to an internet gateway (rule W4). */
  nat?: NatGateway;
}

export type Arrival =
  | { ending: Ending; through?: undefined }
  /** The way goes through something that swaps the addresses. */
  | { ending?: undefined; through: Translated | { appliance: Party } };

/** More stops than this and the tables lead in a circle. */
const mostStops = 8;

/** Follows the routes from a place until the packet is delivered, is outside, or can go no further. */
export function travel(journey: Journey, start: Place, origin: Origin): Arrival {
  let place = start;
  for (let stop = 0; stop < mostStops; stop++) {
    const nat = place === start ? origin.nat : undefined;
    const chosen = nat ? natRoute(journey, place, nat) : chooseRoute(journey, place.subnet);
    if (chosen === undefined) return { ending: { kind: 'stopped' } };
    const { target } = chosen.winner.route;
    const through = translator(journey, place, target);
    if (through) return through;
    const step = stepThrough(journey, place, chosen, origin);
    if ('ending' in step) return { ending: step.ending };
    place = step.next;
  }
  note(journey, {
    code: 'NO_ROUTE_TO_DESTINATION',
    component: place.subnet.id,
    message: 'the route tables lead in a circle',
    fix: { text: 'let one of the route tables lead to the destination itself' },
  });
  return { ending: { kind: 'stopped' } };
}

/** Rule W4: a NAT gateway needs a way on that is neither itself nor another NAT gateway. */
function natRoute(journey: Journey, place: Place, nat: NatGateway): Chosen | undefined {
  const { findings, split } = journey.walk;
  const before = findings.length;
  const chosen = chooseRoute(journey, place.subnet);
  const target = chosen?.winner.route.target;
  if (target !== undefined && !target.startsWith('nat-')) return chosen;
  const isDead = ['NO_ROUTE_TO_DESTINATION', 'BAD_STATE_ROUTE'].includes(findings[before]?.code ?? '');
  if (target === undefined && (split || !isDead)) return undefined;
  findings.length = before;
  misplaced(journey, nat, place, target ?? 'nothing that works');
  return undefined;
}

function translator(journey: Journey, place: Place, target: string): Arrival | undefined {
  if (journey.direction === 'return') return undefined;
  if (target.startsWith('nat-')) {
    const nat = intoNatGateway(journey, place, target);
    return nat ? { through: nat } : { ending: { kind: 'stopped' } };
  }
  if (!/^(eni|i)-/.test(target)) return undefined;
  const appliance = intoAppliance(journey, place, target);
  return appliance ? { through: { appliance } } : { ending: { kind: 'stopped' } };
}

function stepThrough(journey: Journey, place: Place, { winner, table }: Chosen, { sender }: Origin): Step {
  const { target } = winner.route;
  if (target === 'local') return deliver(journey, table.vpcId, [place]);
  if (target.startsWith('pcx-')) return throughPeering(journey, place, target);
  if (target.startsWith('tgw-')) return throughTransitGateway(journey, place, target);
  if (target.startsWith('vgw-')) return throughVpnGateway(journey, place, target);
  if (/^(igw|eigw|vpce)-/.test(target)) {
    crossAcl(journey, place.subnet, 'out');
    if (target.startsWith('igw-')) return throughInternetGateway(journey, place, target, sender);
    if (target.startsWith('eigw-')) return throughEgressOnlyGateway(journey, place, target);
    return throughEndpoint(journey, place, target);
  }
  crossAcl(journey, place.subnet, 'out');
  if (target.startsWith('nat-')) return misledReply(journey, table.id, target);
  note(journey, {
    code: 'UNKNOWN_RESOURCE',
    component: target || table.id,
    severity: 'unknown',
    message: `the path leaves through ${target || 'a target of an unknown kind'}, beyond which glfr cannot see`,
  });
  return stopped;
}

/** A reply that leaves under another address belongs to no connection. */
function misledReply(journey: Journey, table: string, target: string): Step {
  note(journey, {
    code: 'GLFR_RETURN_PATH',
    component: table,
    message: `replies would leave through ${target}, under another address, and be dropped`,
    fix: { text: 'give the route table a route back to the client, the way the request came' },
  });
  return stopped;
}
