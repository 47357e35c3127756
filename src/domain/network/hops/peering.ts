import { isUnread } from '../index/seek.ts';
import { covers, setOf } from '../sets/address-set.ts';
import { setText } from '../sets/address-text.ts';
import type { Peering } from '../snapshot-gateways.ts';
import { crossAcl } from '../walk/cross-acl.ts';
import { deliver } from '../walk/deliver.ts';
import type { Place, Step } from '../walk/place.ts';
import { stopped } from '../walk/place.ts';
import { type Journey, note, noteUnread, passed } from '../walk/walk.ts';

/** Rule W8: into the peer's own ranges, and nowhere beyond. */
export function throughPeering(journey: Journey, place: Place, peeringId: string): Step {
  const { walk } = journey;
  const peering = walk.network.peering(peeringId);
  if (isUnread(peering)) {
    noteUnread(journey, peeringId, peering);
    return stopped;
  }
  if (peering === undefined)
    return unknown(journey, peeringId, 'this peering connection is not in what was read');
  const sides = [peering.requester, peering.accepter];
  const other = sides.find(({ vpcId }) => vpcId !== place.subnet.vpcId);
  const isOurs = sides.some(({ vpcId }) => vpcId === place.subnet.vpcId);
  const isWorking = peering.status === 'active' && isOurs;
  crossAcl(journey, place.subnet, 'out');
  passed(journey, { component: peeringId, kind: 'vpc-peering', passes: isWorking ? 'all' : 'none' });
  if (!isWorking || other === undefined) {
    note(journey, {
      code: 'BAD_STATE',
      component: peeringId,
      message: `the peering connection is ${isOurs ? peering.status : `none of ${place.subnet.vpcId}`}`,
      fix: { text: 'make the peering connection again, and have it accepted' },
    });
    return stopped;
  }
  if (!hasBothEnds(journey, place, peering)) return stopped;
  const vpc = walk.network.vpc(other.vpcId);
  if (journey.direction === 'forward' && 'referable' in walk.identity) {
    const [one, two] = sides.map(({ region }) => region);
    walk.identity = {
      ...walk.identity,
      // Who came over a transit gateway before is still under its rules.
      way: walk.identity.way.startsWith('tgw-') ? walk.identity.way : peeringId,
      // Rule G6: never between regions.
      referable: walk.identity.referable && (one === two || one === undefined || two === undefined),
    };
  }
  if (vpc === undefined)
    return unknown(
      journey,
      other.vpcId,
      'the peer VPC belongs to another account or region, and was not read',
    );
  return deliver(journey, vpc.id, []);
}

/** Never transitive: the sender is in the one VPC, the receiver in the other. */
function hasBothEnds(journey: Journey, { subnet }: Place, { id, requester, accepter }: Peering): boolean {
  const { walk } = journey;
  for (const { vpcId, cidrs: told } of [requester, accepter]) {
    const vpc = walk.network.vpc(vpcId);
    const cidrs = vpc ? [...vpc.cidrs, ...vpc.ipv6Cidrs] : told;
    const isSender = vpcId === subnet.vpcId;
    const end = isSender ? journey.source : journey.destination;
    if (covers(setOf(cidrs, walk.family), end)) continue;
    note(journey, {
      code: 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
      component: id,
      message: `${setText(end)} is not in the ranges of ${vpcId} (${cidrs.join(', ')}), and peering ${isSender ? 'takes nothing that only passes through' : 'leads no further'}`,
      fix: {
        text: `peer with the VPC that holds the ${isSender ? "sender's " : ''}address, or use a transit gateway`,
      },
    });
    return false;
  }
  return true;
}

function unknown(journey: Journey, component: string, message: string): Step {
  note(journey, { code: 'UNKNOWN_DESTINATION', component, severity: 'unknown', message });
  return stopped;
}
