import { isUnread } from '../index/seek.ts';
import { overlaps, setOf } from '../sets/address-set.ts';
import { setText } from '../sets/address-text.ts';
import type { Place, Step } from '../walk/place.ts';
import { outside, stopped } from '../walk/place.ts';
import { type Journey, note, noteUnread, passed } from '../walk/walk.ts';
import { checkPublicAccess } from './public-access.ts';

const rfc1918 = setOf(['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'], 4);
const rfc6598 = setOf(['100.64.0.0/10'], 4);

/** Who sends into the gateway: it lets only public addresses out (rules W1, W3). */
export interface Sender {
  component: string;
  kind: 'interface' | 'nat-gateway';
  hasPublicAddress: boolean;
}

/** Rules W1, W2, W7: an internet gateway swaps a private address for its public one, one to one. */
export function throughInternetGateway(
  journey: Journey,
  place: Place,
  gatewayId: string,
  sender: Sender,
): Step {
  const { walk } = journey;
  const gateway = walk.network.internetGateway(gatewayId);
  if (isUnread(gateway)) noteUnread(journey, gatewayId, gateway);
  else if (gateway === undefined) {
    note(journey, {
      code: 'UNKNOWN_RESOURCE',
      component: gatewayId,
      severity: 'unknown',
      message: 'this internet gateway is not in what was read',
    });
  } else if (!gateway.vpcIds.includes(place.subnet.vpcId)) {
    // Rule A3: only an attachment to this very VPC counts.
    passed(journey, { component: gatewayId, kind: 'internet-gateway', passes: 'none' });
    note(journey, {
      code: 'BAD_STATE_ATTACHMENT',
      component: gatewayId,
      message: `the internet gateway is not attached to ${place.subnet.vpcId}`,
      fix: {
        text: 'attach it',
        command: `aws ec2 attach-internet-gateway --internet-gateway-id ${gatewayId} --vpc-id ${place.subnet.vpcId}`,
      },
    });
    return stopped;
  }
  const isBlocked = checkDestination(journey, gatewayId);
  if (walk.family === 4 && !sender.hasPublicAddress) notePrivateSender(journey, gatewayId, sender);
  checkPublicAccess(journey, place.subnet, sender.kind === 'nat-gateway' ? 'nat' : 'direct');
  passed(journey, {
    component: gatewayId,
    kind: 'internet-gateway',
    passes: isBlocked || (walk.family === 4 && !sender.hasPublicAddress) ? 'none' : 'all',
  });
  checkEdgeTable(journey, gatewayId);
  return outside;
}

function checkDestination({ walk, destination, ...rest }: Journey, gatewayId: string): boolean {
  if (walk.family === 6) return false;
  const range = overlaps(rfc1918, destination) ? '1918' : overlaps(rfc6598, destination) ? '6598' : undefined;
  if (range === undefined) return false;
  note(
    { walk, ...rest },
    {
      code: `IGW_DESTINATION_ADDRESS_NOT_IN_RFC${range}_EGRESS`,
      component: gatewayId,
      message: `${setText(destination)} is a private address, and an internet gateway drops what goes there`,
      fix: { text: 'route to it through peering, a transit gateway or a VPN, or use a public address of it' },
    },
  );
  return true;
}

function notePrivateSender(journey: Journey, gatewayId: string, sender: Sender): void {
  const isNat = sender.kind === 'nat-gateway';
  note(journey, {
    code: isNat ? 'GLFR_NAT_PRIVATE_TO_IGW' : 'IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS',
    component: isNat ? sender.component : gatewayId,
    message: isNat
      ? 'the NAT gateway has no public address, and the internet gateway drops what comes from it'
      : `${sender.component} is sent to an internet gateway, but has no public address`,
    fix: isNat
      ? { text: 'route to a public NAT gateway' }
      : {
          text: 'choose only public subnets (glfr then assigns public addresses), or only subnets with a NAT gateway',
          cloudformation: 'NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: ENABLED } }',
        },
  });
}

/** Rule R5: a table on the gateway itself may lead replies through an appliance. */
function checkEdgeTable(journey: Journey, gatewayId: string): void {
  const table = journey.walk.network.edgeTable(gatewayId);
  if (table === undefined || isUnread(table)) return;
  const appliance = table.routes.find(({ target }) => target !== 'local');
  if (appliance === undefined) return;
  note(journey, {
    code: 'INGRESS_RTB_TRAFFIC_REDIRECTION',
    component: table.id,
    severity: 'unknown',
    message: `incoming traffic of ${gatewayId} for ${appliance.destination} is led through ${appliance.target}, beyond which glfr cannot see`,
  });
}
