import { isUnread } from '../index/seek.ts';
import type { Subnet } from '../snapshot.ts';
import type { TransitVpcAttachment } from '../snapshot-gateways.ts';
import { crossAcl } from '../walk/cross-acl.ts';
import type { Place, Step } from '../walk/place.ts';
import { stopped } from '../walk/place.ts';
import { type Journey, note, noteUnread, passed } from '../walk/walk.ts';
import { outOfTransit } from './transit-arrival.ts';
import { chooseTransitRoute } from './transit-route.ts';

/** Rules W9 and N6: into the gateway through the attachment, by its route table, out through another one. */
export function throughTransitGateway(journey: Journey, place: Place, gatewayId: string): Step {
  const entry = entryOf(journey, place, gatewayId);
  if (entry === undefined) return stopped;
  const subnets = subnetsOf(journey, entry);
  const inZone = subnets.find(({ zone }) => zone === place.subnet.zone);
  crossAcl(journey, place.subnet, 'out');
  if (inZone) crossAcl(journey, inZone, 'in');
  passed(journey, { component: gatewayId, kind: 'transit-gateway', passes: inZone ? 'all' : 'none' });
  if (inZone === undefined) noteZone(journey, place, gatewayId, entry, subnets);
  const exit = chooseTransitRoute(journey, entry, gatewayId);
  if (exit === undefined) return stopped;
  loseReferences(journey, gatewayId, entry, exit);
  return outOfTransit(journey, exit, place.subnet.zone);
}

function entryOf(journey: Journey, { subnet }: Place, gatewayId: string): TransitVpcAttachment | undefined {
  const all = journey.walk.network.transitVpcAttachmentsOf(`${gatewayId} ${subnet.vpcId}`);
  if (isUnread(all)) return void noteUnread(journey, gatewayId, all);
  // Rule A3.
  const working = all.find(({ state }) => state === 'available');
  if (working) return working;
  const [broken] = all;
  note(journey, {
    code: broken ? 'BAD_STATE_ATTACHMENT' : 'UNKNOWN_RESOURCE',
    component: broken?.id ?? gatewayId,
    severity: broken ? 'block' : 'unknown',
    message: broken
      ? `the attachment of ${subnet.vpcId} is ${broken.state}`
      : `no attachment of ${subnet.vpcId} to ${gatewayId} is in what was read`,
    fix: { text: `attach ${subnet.vpcId} to ${gatewayId}, and have it accepted` },
  });
  return undefined;
}

export const subnetsOf = ({ walk }: Journey, { subnetIds }: TransitVpcAttachment): Subnet[] =>
  subnetIds.flatMap((id) => walk.network.subnet(id) ?? []);

function noteZone(
  journey: Journey,
  { subnet }: Place,
  gatewayId: string,
  entry: TransitVpcAttachment,
  known: readonly Subnet[],
): void {
  if (known.length < entry.subnetIds.length) {
    return void note(journey, {
      code: 'UNKNOWN_RESOURCE',
      component: entry.id,
      severity: 'unknown',
      message: `not all subnets of the attachment are in what was read`,
    });
  }
  note(journey, {
    code: 'TGW_ROUTE_AZ_RESTRICTION',
    component: gatewayId,
    message: `${entry.id} has no subnet in ${subnet.zone}, so what is sent from there is dropped`,
    fix: {
      text: `add a subnet of ${subnet.zone} to the attachment, or choose a subnet in ${known.map(({ zone }) => zone).join(', ')}`,
      command: `aws ec2 modify-transit-gateway-vpc-attachment --transit-gateway-attachment-id ${entry.id} --add-subnet-ids ${subnet.id}`,
    },
  });
}

/** Rule G6: references work over a transit gateway only where both it and the attachments support them. */
function loseReferences(
  { walk, direction }: Journey,
  gatewayId: string,
  entry: TransitVpcAttachment,
  exit: TransitVpcAttachment,
): void {
  if (direction === 'return' || !('referable' in walk.identity)) return;
  const gateway = walk.network.transitGateway(gatewayId);
  const isSupported =
    gateway !== undefined &&
    !isUnread(gateway) &&
    gateway.securityGroupReferencing &&
    entry.securityGroupReferencing &&
    exit.securityGroupReferencing;
  walk.identity = { ...walk.identity, way: gatewayId, referable: walk.identity.referable && isSupported };
}
