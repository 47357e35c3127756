import type { NetworkSnapshot, Subnet, Vpc } from './snapshot.ts';
import { type SubnetKind, subnetKind } from './subnet-kind.ts';

/** Fewer free addresses than this and a subnet is not proposed: executors need room. */
const enoughAddresses = 16;

/** The subnets of a VPC worth proposing: the roomiest of each zone, of those with NAT, else of the public ones. */
export function recommendedSubnets(snapshot: NetworkSnapshot, vpcId: string): Subnet[] {
  const usable = snapshot.subnets
    .filter((subnet) => subnet.vpcId === vpcId && subnet.freeAddresses >= enoughAddresses)
    .toSorted((a, b) => a.freeAddresses - b.freeAddresses);
  const ofKind = (kind: SubnetKind) => usable.filter((subnet) => subnetKind(snapshot, subnet) === kind);
  const candidates = ofKind('private').length > 0 ? ofKind('private') : ofKind('public');
  const zones = new Map(candidates.map((subnet) => [subnet.zone, subnet]));
  return [...zones.values()].toSorted((a, b) => a.zone.localeCompare(b.zone));
}

/**
 * The VPC worth proposing: one with private subnets behind NAT before one with only public subnets, then the
 * one spread over more zones, then the default VPC. `works` tells whether GitLab was found reachable from a
 * VPC's proposed subnets; those that work come first.
 */
export function recommendedVpc(
  snapshot: NetworkSnapshot,
  works: (subnets: Subnet[]) => boolean,
): Vpc | undefined {
  const score = (vpc: Vpc): number => {
    const subnets = recommendedSubnets(snapshot, vpc.id);
    const [first] = subnets;
    if (!first) return vpc.isDefault ? 0 : -1;
    const hasNat = subnetKind(snapshot, first) === 'private';
    return (
      (works(subnets) ? 100 : 0) + (hasNat ? 20 : 0) + Math.min(subnets.length, 9) + (vpc.isDefault ? 0.5 : 0)
    );
  };
  return snapshot.vpcs.toSorted((a, b) => score(b) - score(a))[0];
}
