import { noRouteFix } from '../fixes/route.ts';
import { partsOf, type Winner } from '../index/route-map.ts';
import { unknownLists } from '../index/route-tables.ts';
import { isUnread } from '../index/seek.ts';
import { setText } from '../sets/address-text.ts';
import type { Route, RouteTable, Subnet } from '../snapshot.ts';
import { splitBy } from './split.ts';
import { type Journey, note, noteUnread, passed } from './walk.ts';

export interface Chosen {
  table: RouteTable;
  winner: Winner<Route>;
}

/** Rules A1, A4, R1: the route a packet takes from a subnet; `undefined` when its way ends here. */
export function chooseRoute(journey: Journey, subnet: Subnet): Chosen | undefined {
  const table = journey.walk.network.tableOf(subnet);
  if (isUnread(table)) return void noteUnread(journey, subnet.id, table);
  if (table === undefined) {
    return void note(journey, {
      code: 'UNKNOWN_RESOURCE',
      component: subnet.id,
      severity: 'unknown',
      message: 'no route table of this subnet is in what was read',
    });
  }
  return chooseIn(journey, table);
}

/** The same in a table that belongs to no subnet, as a regional NAT gateway's does. */
export function chooseIn(journey: Journey, table: RouteTable): Chosen | undefined {
  const { walk, destination } = journey;
  const parts = partsOf(walk.network.routes(table), walk.family, destination);
  const part = splitBy(journey, parts);
  if (part === undefined) return undefined;
  const { winner } = part;
  if (winner?.route.target !== 'local') noteUnknownLists(journey, table);
  if (winner === undefined) return void noRoute(journey, table);
  if (winner.rival) {
    return void note(journey, {
      code: 'HIGHER_PRIORITY_ROUTE',
      component: table.id,
      severity: 'unknown',
      message: `the prefix lists ${winner.route.destination} and ${winner.rival.destination} both hold ${setText(destination)}, and AWS picks one of their targets (rule R1)`,
      fix: { text: 'take the range out of one of the two prefix lists' },
    });
  }
  const isUsable = winner.route.state === 'active';
  passRoute(journey, table, winner, isUsable);
  return isUsable ? { table, winner } : void noteBadRoute(journey, table, winner);
}

function passRoute(journey: Journey, table: RouteTable, winner: Winner<Route>, isUsable: boolean): void {
  passed(journey, {
    component: table.id,
    ...(table.name && { name: table.name }),
    kind: 'route-table',
    decidedBy: `${winner.route.destination}${winner.cidr === winner.route.destination ? '' : ` (${winner.cidr})`} → ${winner.route.target || 'a target of an unknown kind'}`,
    passes: isUsable ? 'all' : 'none',
  });
}

/** A gateway endpoint's list holds addresses of its AWS service only, so it cannot draw other traffic away. */
function noteUnknownLists(journey: Journey, table: RouteTable): void {
  const { network, host } = journey.walk;
  const isAws = host.endsWith('.amazonaws.com') || host.endsWith('.amazonaws.com.cn');
  for (const { id, permission, target } of unknownLists(table, network.prefixList)) {
    if (target.startsWith('vpce-') && !isAws) continue;
    noteUnread(journey, id, { permission });
  }
}

function noRoute(journey: Journey, table: RouteTable): void {
  passed(journey, { component: table.id, kind: 'route-table', decidedBy: 'no route', passes: 'none' });
  note(journey, {
    code: 'NO_ROUTE_TO_DESTINATION',
    component: table.id,
    message: `no route leads to ${setText(journey.destination)}`,
    fix: noRouteFix(journey.walk.network.snapshot, table, journey.destination, journey.walk.family),
  });
}

/** Rule A4: a dead route wins all the same; it does not fall through to a shorter prefix. */
function noteBadRoute(journey: Journey, table: RouteTable, { route }: Winner<Route>): void {
  note(journey, {
    code: 'BAD_STATE_ROUTE',
    component: table.id,
    message: `the route ${route.destination} → ${route.target} is ${route.state === 'blackhole' ? 'a black hole: its target is gone' : 'not usable'}`,
    fix: noRouteFix(journey.walk.network.snapshot, table, journey.destination, journey.walk.family, route),
  });
}
