import { isUnread } from '../index/seek.ts';
import { setText } from '../sets/address-text.ts';
import type { Subnet } from '../snapshot.ts';
import type { NatGateway } from '../snapshot-gateways.ts';
import { crossAcl } from '../walk/cross-acl.ts';
import type { Place } from '../walk/place.ts';
import { type Journey, note, noteUnread, passed } from '../walk/walk.ts';

/** A NAT gateway that takes the packet, and the place it goes on from: a regional one sits in no subnet. */
export interface Translated {
  nat: NatGateway;
  place?: Place;
}

/** Rules W3 to W5 and N5, up to the gateway itself: what lies behind it is the next segment's. */
export function intoNatGateway(journey: Journey, place: Place, natId: string): Translated | undefined {
  const { network } = journey.walk;
  const nat = network.natGateway(natId);
  const known = nat === undefined || isUnread(nat) ? undefined : nat;
  const host = known?.subnetId === undefined ? undefined : network.subnet(known.subnetId);
  if (host?.id !== place.subnet.id) crossAcl(journey, place.subnet, 'out');
  if (host && host.id !== place.subnet.id) crossAcl(journey, host, 'in');
  if (isUnread(nat)) return void noteUnread(journey, natId, nat);
  if (nat === undefined) {
    return void note(journey, {
      code: 'UNKNOWN_RESOURCE',
      component: natId,
      severity: 'unknown',
      message: 'the route leads to a NAT gateway that is not in what was read',
    });
  }
  return takes(journey, nat) ? beyond(journey, place, nat, host) : undefined;
}

/** Rule A3. */
function takes(journey: Journey, nat: NatGateway): boolean {
  const isWorking = nat.state === 'available';
  passed(journey, {
    component: nat.id,
    ...(nat.name && { name: nat.name }),
    kind: 'nat-gateway',
    passes: isWorking ? 'all' : 'none',
  });
  if (!isWorking)
    note(journey, {
      code: 'BAD_STATE',
      component: nat.id,
      message: `the NAT gateway is ${nat.state}`,
      fix: { text: 'lead the route to a NAT gateway that is available, or wait for this one' },
    });
  return isWorking;
}

function beyond(
  journey: Journey,
  place: Place,
  nat: NatGateway,
  host: Subnet | undefined,
): Translated | undefined {
  if (nat.isRegional) return checkZone(journey, place, nat);
  if (host) return { nat, place: { subnet: host, by: 'interface' } };
  return void note(journey, {
    code: 'UNKNOWN_RESOURCE',
    component: nat.subnetId ?? nat.id,
    severity: 'unknown',
    message: `the subnet of ${nat.id} is not in what was read`,
  });
}

/** Rule W5: a regional NAT gateway works in the zones it is registered in. */
function checkZone(journey: Journey, { subnet }: Place, nat: NatGateway): Translated {
  if (nat.isRegional && nat.zones.length > 0 && !nat.zones.includes(subnet.zone))
    note(journey, {
      code: 'REGIONAL_NGW_ROUTE_AZ_RESTRICTION',
      component: nat.id,
      message: `the regional NAT gateway is not in ${subnet.zone}`,
      fix: { text: `add ${subnet.zone} to ${nat.id}, or choose a subnet in ${nat.zones.join(', ')}` },
    });
  return { nat };
}

/** Rule W4: the address it would go on to is reached by no internet gateway. */
export function misplaced(journey: Journey, nat: NatGateway, place: Place, target: string): void {
  const table = journey.walk.network.tableOf(place.subnet);
  const tableId = table && 'id' in table ? table.id : 'its route table';
  note(journey, {
    code: 'GLFR_NAT_IN_PRIVATE_SUBNET',
    component: nat.id,
    message: `the NAT gateway is in ${place.subnet.id}, which leads ${setText(journey.destination)} to ${target} and not to an internet gateway`,
    fix: {
      text: `make the NAT gateway in a public subnet, or give ${tableId} a route to an internet gateway`,
    },
  });
}
