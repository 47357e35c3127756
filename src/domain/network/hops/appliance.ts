import { isUnread } from '../index/seek.ts';
import type { Interface } from '../snapshot-interfaces.ts';
import { checkGroups } from '../walk/check-groups.ts';
import { crossAcl } from '../walk/cross-acl.ts';
import { partyOfInterface } from '../walk/parties.ts';
import type { Party } from '../walk/party.ts';
import type { Place } from '../walk/place.ts';
import { type Journey, note, noteUnread, passed } from '../walk/walk.ts';

/** Rule R7: a route to an instance, which then forwards: a NAT instance, a firewall. */
export function intoAppliance(journey: Journey, place: Place, target: string): Party | undefined {
  const found = interfaceOf(journey, target);
  if (found === undefined) return undefined;
  const party = partyOfInterface(journey.walk.network, found);
  if (party === undefined)
    return void missing(journey, target, `the subnet of ${target} is not in what was read`);
  if (party.subnet.id !== place.subnet.id) {
    crossAcl(journey, place.subnet, 'out');
    crossAcl(journey, party.subnet, 'in');
  }
  checkGroups(journey, party, 'ingress', journey.walk.identity);
  checkGroups(journey, party, 'egress', { lostAt: target, groups: [] });
  const isWorking = checkState(journey, found);
  passed(journey, { component: found.id, kind: 'appliance', passes: isWorking ? 'all' : 'none' });
  note(journey, {
    code: 'GLFR_ASSUMES_FORWARDING',
    component: found.id,
    severity: 'warning',
    message: 'this assumes that the instance behind the interface forwards and translates what it is sent',
  });
  return party;
}

function interfaceOf(journey: Journey, target: string): Interface | undefined {
  const { network } = journey.walk;
  const instance = target.startsWith('i-') ? network.instance(target) : undefined;
  if (isUnread(instance)) return void noteUnread(journey, target, instance);
  const id = instance ? (instance.interfaceIds[0] ?? target) : target;
  const found = network.interface(id);
  if (isUnread(found)) return void noteUnread(journey, id, found);
  return found ?? void missing(journey, id, 'the route leads to an interface that is not in what was read');
}

function missing(journey: Journey, component: string, message: string): void {
  note(journey, { code: 'UNKNOWN_RESOURCE', component, severity: 'unknown', message });
}

function checkState(journey: Journey, found: Interface): boolean {
  const { network } = journey.walk;
  const instance = found.instanceId === undefined ? undefined : network.instance(found.instanceId);
  const state = instance && !isUnread(instance) ? instance.state : 'running';
  const isUp = found.attached && state === 'running';
  if (!isUp)
    note(journey, {
      code: 'BAD_STATE',
      component: found.instanceId ?? found.id,
      message: found.attached ? `the instance is ${state}` : 'the interface is attached to nothing',
      fix: { text: 'start the instance, or route to a NAT gateway' },
    });
  if (found.sourceDestCheck)
    note(journey, {
      code: 'ENI_SOURCE_DEST_CHECK_RESTRICTION',
      component: found.id,
      message: 'the source/destination check drops what is not for the interface itself',
      fix: {
        text: 'switch the check off',
        command: `aws ec2 modify-network-interface-attribute --network-interface-id ${found.id} --no-source-dest-check`,
      },
    });
  return isUp && !found.sourceDestCheck;
}
