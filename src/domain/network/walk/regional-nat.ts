import { throughInternetGateway } from '../hops/internet-gateway.ts';
import { isUnread } from '../index/seek.ts';
import { chooseIn } from './choose-route.ts';
import type { Arrival, Origin } from './travel.ts';
import { type Journey, note, noteUnread } from './walk.ts';

/** Rule W5: a regional NAT gateway has no subnet, and so no ACL, but a route table of its own. */
export function fromRegionalNat(journey: Journey, { nat, sender }: Origin): Arrival {
  const { network, client } = journey.walk;
  const table = nat?.routeTableId === undefined ? undefined : network.table(nat.routeTableId);
  if (isUnread(table)) {
    noteUnread(journey, nat?.id ?? sender.component, table);
    return { ending: { kind: 'stopped' } };
  }
  const chosen = table && chooseIn(journey, table);
  const target = chosen?.winner.route.target;
  if (target?.startsWith('igw-')) {
    const step = throughInternetGateway(journey, { subnet: client.subnet, by: 'interface' }, target, sender);
    return { ending: 'ending' in step ? step.ending : { kind: 'stopped' } };
  }
  note(journey, {
    code: 'UNKNOWN_RESOURCE',
    component: target ?? nat?.routeTableId ?? sender.component,
    severity: 'unknown',
    message: 'where the regional NAT gateway leads is not in what was read',
  });
  return { ending: { kind: 'stopped' } };
}
