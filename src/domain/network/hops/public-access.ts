import { isUnread } from '../index/seek.ts';
import type { Subnet } from '../snapshot.ts';
import { type Journey, note, noteUnread } from '../walk/walk.ts';

/**
 * Rule W7, VPC Block Public Access. `block-bidirectional` stops all traffic of internet gateways and egress-only
 * ones; `block-ingress` leaves what goes through a NAT gateway or an egress-only gateway (`nat`). What comes in (`in`)
 * needs an exclusion for both directions.
 */
export function checkPublicAccess(journey: Journey, subnet: Subnet, way: 'direct' | 'nat' | 'in'): void {
  const { network } = journey.walk;
  const mode = subnet.publicAccess ?? network.vpc(subnet.vpcId)?.publicAccess ?? 'off';
  if (mode === 'off' || (mode === 'block-ingress' && way === 'nat')) return;
  const exclusions = network.snapshot.publicAccessExclusions;
  if (isUnread(exclusions)) {
    // A subnet's own state has its exclusions in it; a VPC's does not tell of those of its subnets.
    if (subnet.publicAccess === undefined) return void noteUnread(journey, subnet.id, exclusions);
  } else if (
    exclusions.items.some(({ resourceId, mode: kind }) => {
      const isFor = resourceId === subnet.id || resourceId === subnet.vpcId;
      return isFor && (way === 'in' ? kind === 'allow-bidirectional' : kind.startsWith('allow-'));
    })
  )
    return;
  const exclusion = way === 'in' ? 'allow-bidirectional' : 'allow-egress';
  note(journey, {
    code: 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
    component: subnet.id,
    message: `VPC Block Public Access is on (${mode}) and stops what ${stoppedText[way]}`,
    fix: {
      text: `exclude ${subnet.id}${way === 'in' ? ', both directions' : ', outgoing traffic only'}`,
      command: `aws ec2 create-vpc-block-public-access-exclusion --subnet-id ${subnet.id} --internet-gateway-exclusion-mode ${exclusion}`,
      cloudformation: [
        'Type: AWS::EC2::VPCBlockPublicAccessExclusion',
        'Properties:',
        `  SubnetId: ${subnet.id}`,
        `  InternetGatewayExclusionMode: ${exclusion}`,
      ].join('\n'),
    },
  });
}

const stoppedText = {
  direct: 'goes straight through an internet gateway',
  nat: 'goes through this NAT gateway',
  in: 'comes in from the internet',
};
