import { isUnread } from '../index/seek.ts';
import { crossAcl } from '../walk/cross-acl.ts';
import type { Place, Step } from '../walk/place.ts';
import { stopped } from '../walk/place.ts';
import { type Journey, note, noteUnread, passed } from '../walk/walk.ts';

/** Rule W10: IPv4 only, and nobody sees from here what lies behind. */
export function throughVpnGateway(journey: Journey, place: Place, gatewayId: string): Step {
  const { network, family } = journey.walk;
  crossAcl(journey, place.subnet, 'out');
  const gateway = network.vpnGateway(gatewayId);
  const connections = network.vpnConnectionsOf(gatewayId);
  if (isUnread(gateway)) noteUnread(journey, gatewayId, gateway);
  const isDetached = gateway && !isUnread(gateway) && !gateway.vpcIds.includes(place.subnet.vpcId);
  const tunnels = isUnread(connections) ? [] : connections.flatMap((one) => one.tunnels);
  const isDown = tunnels.length > 0 && !tunnels.includes('UP');
  const isBlocked = isDetached || isDown || family === 6;
  passed(journey, { component: gatewayId, kind: 'vpn-gateway', passes: isBlocked ? 'none' : 'unknown' });
  const message = isDetached
    ? `the VPN gateway is not attached to ${place.subnet.vpcId}`
    : family === 6
      ? 'a VPN gateway carries no IPv6'
      : isDown
        ? 'all tunnels of its VPN connections are down'
        : 'the path leaves through a VPN gateway, beyond which glfr cannot see';
  note(journey, {
    code: isDetached
      ? 'BAD_STATE_ATTACHMENT'
      : isDown
        ? 'BAD_STATE_VPN'
        : family === 6
          ? 'PROTOCOL_RESTRICTION'
          : 'UNKNOWN_DESTINATION',
    component: gatewayId,
    severity: isBlocked ? 'block' : 'unknown',
    message,
    ...(isDown && { fix: { text: 'bring a tunnel up; the other end is outside AWS' } }),
  });
  return stopped;
}
