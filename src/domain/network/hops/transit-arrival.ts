import { intersect, isEmpty } from '../sets/address-set.ts';
import type { Subnet } from '../snapshot.ts';
import type { TransitVpcAttachment } from '../snapshot-gateways.ts';
import { deliver } from '../walk/deliver.ts';
import type { Place, Step } from '../walk/place.ts';
import { stopped } from '../walk/place.ts';
import { type Journey, note, passed } from '../walk/walk.ts';

/**
 * Out of the gateway, through an interface of the attachment: that of the sender's zone where there is one, else
 * whichever AWS takes, so all of them have to let it through.
 */
export function outOfTransit(journey: Journey, exit: TransitVpcAttachment, zone: string): Step {
  const { network, family } = journey.walk;
  const vpc = network.vpc(exit.vpcId);
  const subnets = exit.subnetIds.flatMap((id) => network.subnet(id) ?? []);
  if (vpc === undefined || subnets.length === 0) {
    note(journey, {
      code: 'UNKNOWN_DESTINATION',
      component: exit.vpcId,
      severity: 'unknown',
      message:
        'the VPC on the other side of the transit gateway, or the subnets of its attachment, were not read',
    });
    return stopped;
  }
  passed(journey, { component: exit.id, kind: 'transit-gateway-attachment' });
  const same = subnets.find((subnet) => subnet.zone === zone);
  const landings = same ? [same] : subnets;
  const isInVpc = !isEmpty(intersect(network.vpcSets(vpc)[family], journey.destination));
  if (isInVpc) {
    const places = landings.map((subnet): Place => ({ subnet, by: 'transit' }));
    return deliver(journey, vpc.id, places);
  }
  return onwards(journey, landings);
}

/** A central VPC for the way out: the attachment subnet's own table leads on. */
function onwards(journey: Journey, landings: readonly Subnet[]): Step {
  const [landing, other] = landings;
  if (landing === undefined) return stopped;
  if (other !== undefined)
    note(journey, {
      code: 'TGW_ATTACH_VPC_AZ_RESTRICTION',
      component: landing.vpcId,
      severity: 'unknown',
      message:
        "the attachment has no subnet in the sender's zone, so AWS chooses the one the packet goes on from",
    });
  return { next: { subnet: landing, by: 'transit' } };
}
