import { partsOf } from '../index/route-map.ts';
import { isUnread } from '../index/seek.ts';
import { hull, setText } from '../sets/address-text.ts';
import type { TransitRoute, TransitRouteTable, TransitVpcAttachment } from '../snapshot-gateways.ts';
import { splitBy } from '../walk/split.ts';
import { type Journey, note, noteUnread, passed } from '../walk/walk.ts';

/** Rule W9: the route table the attachment is associated with decides where the packet leaves the gateway. */
export function chooseTransitRoute(
  journey: Journey,
  entry: TransitVpcAttachment,
  gatewayId: string,
): TransitVpcAttachment | undefined {
  const table = tableOf(journey, entry);
  if (table === undefined) return undefined;
  const route = routeIn(journey, table);
  if (route === undefined) return undefined;
  const isActive = route.state === 'active';
  passed(journey, {
    component: table.id,
    kind: 'transit-gateway-route-table',
    decidedBy: `${route.destination} → ${route.attachments.map(({ id }) => id).join(', ') || 'nowhere'}`,
    passes: isActive ? 'all' : 'none',
  });
  if (!isActive) {
    return void note(journey, {
      code: 'TGW_RTB_BAD_STATE_ROUTE',
      component: table.id,
      message: `the route ${route.destination} of ${gatewayId} is a black hole`,
      fix: {
        text: 'lead it to a live attachment',
        command: `aws ec2 replace-transit-gateway-route --transit-gateway-route-table-id ${table.id} --destination-cidr-block ${route.destination} --transit-gateway-attachment-id <attachment>`,
      },
    });
  }
  return exitOf(journey, route);
}

function tableOf(journey: Journey, entry: TransitVpcAttachment): TransitRouteTable | undefined {
  const { network } = journey.walk;
  const attachment = network.transitAttachment(entry.id);
  if (isUnread(attachment)) return void noteUnread(journey, entry.id, attachment);
  if (attachment?.routeTableId === undefined) {
    return void note(journey, {
      code: attachment ? 'TGW_ATTACH_MISSING_TGW_RTB_ASSOCIATION' : 'UNKNOWN_RESOURCE',
      component: entry.id,
      severity: attachment ? 'block' : 'unknown',
      message: attachment
        ? 'the attachment is associated with no route table of the transit gateway'
        : 'the route table of this attachment is not in what was read',
      fix: {
        text: 'associate it with one',
        command: `aws ec2 associate-transit-gateway-route-table --transit-gateway-attachment-id ${entry.id} --transit-gateway-route-table-id <table>`,
      },
    });
  }
  const table = network.transitRouteTable(attachment.routeTableId);
  if (table !== undefined && !isUnread(table) && table.routes.readable) return table;
  const unread = isUnread(table) ? table : table?.routes;
  return void note(journey, {
    code: 'TGW_RTB_ROUTES_ARE_UNKNOWN',
    component: attachment.routeTableId,
    severity: 'unknown',
    message: `the routes of this transit gateway route table are not known${unread && isUnread(unread) ? ` (${unread.permission})` : ''}`,
    fix: { text: 'ask who runs the transit gateway, or read its routes with their account' },
  });
}

function routeIn(journey: Journey, table: TransitRouteTable): TransitRoute | undefined {
  const { walk, destination } = journey;
  const parts = partsOf(walk.network.transitRoutes(table), walk.family, destination);
  const part = splitBy(journey, parts);
  if (part === undefined) return undefined;
  if (part.winner) return part.winner.route;
  passed(journey, {
    component: table.id,
    kind: 'transit-gateway-route-table',
    decidedBy: 'no route',
    passes: 'none',
  });
  return void note(journey, {
    code: 'TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT',
    component: table.id,
    message: `the transit gateway's route table has no route to ${setText(destination)}`,
    fix: {
      text: 'let the attachment of the VPC that holds it propagate its routes here, or write a route',
      command: `aws ec2 create-transit-gateway-route --transit-gateway-route-table-id ${table.id} --destination-cidr-block ${hull(destination)} --transit-gateway-attachment-id <attachment>`,
      cloudformation: [
        'Type: AWS::EC2::TransitGatewayRoute',
        'Properties:',
        `  TransitGatewayRouteTableId: ${table.id}`,
        `  DestinationCidrBlock: ${hull(destination)}`,
        '  TransitGatewayAttachmentId: <attachment>',
      ].join('\n'),
    },
  });
}

function exitOf(journey: Journey, { attachments }: TransitRoute): TransitVpcAttachment | undefined {
  const { network } = journey.walk;
  const [first] = attachments;
  if (first === undefined) {
    return void note(journey, {
      code: 'UNKNOWN_RESOURCE',
      component: 'transit gateway',
      severity: 'unknown',
      message: 'the route names no attachment',
    });
  }
  if (first.resourceType !== 'vpc') return void beyond(journey, first);
  const exit = network.transitVpcAttachment(first.id);
  if (isUnread(exit)) return void noteUnread(journey, first.id, exit);
  if (exit?.state === 'available') return exit;
  return void note(journey, {
    code: exit ? 'BAD_STATE_ATTACHMENT' : 'UNKNOWN_DESTINATION',
    component: first.id,
    severity: exit ? 'block' : 'unknown',
    message: exit
      ? `the attachment is ${exit.state}`
      : 'the route leads to an attachment that was not read; its VPC may belong to another account',
  });
}

/** Rule W10: VPN, Direct Connect, Connect, another region. */
function beyond(journey: Journey, { id, resourceType }: { id: string; resourceType: string }): void {
  const { network } = journey.walk;
  const attachment = network.transitAttachment(id);
  const vpn =
    resourceType === 'vpn' && attachment && !isUnread(attachment)
      ? network.vpnConnection(attachment.resourceId)
      : undefined;
  const isDown = vpn && !isUnread(vpn) && vpn.tunnels.length > 0 && !vpn.tunnels.includes('UP');
  note(journey, {
    code: isDown ? 'TGW_BAD_STATE_VPN' : 'UNKNOWN_DESTINATION',
    component: id,
    severity: isDown ? 'block' : 'unknown',
    message: isDown
      ? `all tunnels of the VPN behind it are down`
      : `the path leaves through a ${resourceType} attachment, beyond which glfr cannot see`,
    ...(isDown && { fix: { text: 'bring a tunnel of the VPN up; the other end is outside AWS' } }),
  });
}
