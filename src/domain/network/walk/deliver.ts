import { type AddressSet, intersect, isEmpty, subtract } from '../sets/address-set.ts';
import { setText } from '../sets/address-text.ts';
import type { Subnet } from '../snapshot.ts';
import { crossAcl } from './cross-acl.ts';
import { type Place, type Step, stopped } from './place.ts';
import { splitBy } from './split.ts';
import { type Journey, note } from './walk.ts';

/**
 * The VPC's own router brings the packet to the subnet that holds the address. Rule N1: between two interfaces of
 * one subnet no ACL is asked. `from` is where it comes from in this VPC, or nothing when a gateway brings it.
 */
export function deliver(journey: Journey, vpcId: string, from: readonly Place[]): Step {
  const subnet = subnetFor(journey, vpcId);
  if (subnet === undefined) return stopped;
  for (const place of from) if (place.subnet.id !== subnet.id) crossAcl(journey, place.subnet, 'out');
  const comesFromOutside = from.length === 0 || from.some((place) => place.subnet.id !== subnet.id);
  if (comesFromOutside) crossAcl(journey, subnet, 'in');
  return { ending: { kind: 'delivered', place: { subnet, by: 'interface' } } };
}

function subnetFor(journey: Journey, vpcId: string): Subnet | undefined {
  const { walk, destination } = journey;
  const holding = walk.network
    .subnetsOf(vpcId)
    .filter((sets) => mayMeet(sets[walk.family], destination))
    .map((sets) => ({ subnet: sets.subnet, part: intersect(sets[walk.family], destination) }))
    .filter(({ part }) => !isEmpty(part));
  const rest = holding.reduce((left, { part }) => subtract(left, part), destination);
  if (holding.length === 1 && isEmpty(rest)) return holding[0]?.subnet;
  if (holding.length === 0) return void nowhere(journey, vpcId);
  const parts = [...holding.map(({ part }) => part), ...(isEmpty(rest) ? [] : [rest])];
  if (areApart(holding.map(({ part }) => part))) {
    splitBy(
      journey,
      parts.map((addresses) => ({ addresses })),
    );
    return undefined;
  }
  return void note(journey, {
    code: 'UNKNOWN_DESTINATION',
    component: vpcId,
    severity: 'unknown',
    message: `${setText(destination)} is in two subnets at once (${holding.map((one) => one.subnet.id).join(', ')}), which AWS does not allow: the snapshot contradicts itself`,
  });
}

/** A VPC has hundreds of subnets, and all but one are ruled out at a glance. */
function mayMeet(set: AddressSet, destination: AddressSet): boolean {
  const [a, b] = [set[0], destination[0]];
  const [c, d] = [set.at(-1), destination.at(-1)];
  return (
    a !== undefined &&
    b !== undefined &&
    c !== undefined &&
    d !== undefined &&
    a.from < d.end &&
    b.from < c.end
  );
}

const areApart = (parts: readonly AddressSet[]): boolean =>
  parts.every((part, index) => parts.slice(index + 1).every((other) => isEmpty(intersect(part, other))));

/** Rule R4. */
function nowhere(journey: Journey, vpcId: string): void {
  const isLeftOut = journey.walk.network.snapshot.leftOut.includes('subnets');
  note(journey, {
    code: isLeftOut ? 'GLFR_NOT_READABLE' : 'NO_POSSIBLE_DESTINATION',
    component: vpcId,
    severity: isLeftOut ? 'unknown' : 'block',
    message: isLeftOut
      ? 'the subnets were not read (ec2:DescribeSubnets)'
      : `${setText(journey.destination)} is in the range of ${vpcId}, but in none of its subnets`,
    fix: { text: isLeftOut ? 'add Subnets to the snapshot' : 'use an address that something has' },
  });
}
