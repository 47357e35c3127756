import { isUnread } from '../index/seek.ts';
import type { Place, Step } from '../walk/place.ts';
import { outside, stopped } from '../walk/place.ts';
import { type Journey, note, noteUnread, passed } from '../walk/walk.ts';
import { checkPublicAccess } from './public-access.ts';

/** Rule W6: IPv6 only, outgoing only, and stateful. */
export function throughEgressOnlyGateway(journey: Journey, place: Place, gatewayId: string): Step {
  const gateway = journey.walk.network.egressOnlyGateway(gatewayId);
  if (isUnread(gateway)) noteUnread(journey, gatewayId, gateway);
  else if (gateway === undefined) {
    note(journey, {
      code: 'UNKNOWN_RESOURCE',
      component: gatewayId,
      severity: 'unknown',
      message: 'this egress-only internet gateway is not in what was read',
    });
  } else if (!gateway.vpcIds.includes(place.subnet.vpcId)) {
    passed(journey, { component: gatewayId, kind: 'egress-only-internet-gateway', passes: 'none' });
    note(journey, {
      code: 'BAD_STATE_ATTACHMENT',
      component: gatewayId,
      message: `the egress-only internet gateway is not attached to ${place.subnet.vpcId}`,
      fix: { text: `make an egress-only internet gateway for ${place.subnet.vpcId}` },
    });
    return stopped;
  }
  checkPublicAccess(journey, place.subnet, 'nat');
  passed(journey, { component: gatewayId, kind: 'egress-only-internet-gateway' });
  return outside;
}
