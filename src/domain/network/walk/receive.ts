import { isUnread } from '../index/seek.ts';
import { covers, single } from '../sets/address-set.ts';
import { addressText, setText } from '../sets/address-text.ts';
import type { Interface } from '../snapshot-interfaces.ts';
import { checkGroups } from './check-groups.ts';
import { partyOfInterface } from './parties.ts';
import type { Party } from './party.ts';
import type { Place } from './place.ts';
import { type Journey, note, noteUnread, passed } from './walk.ts';

/** The packet is in its subnet: who has the address, and do they let it in? */
export function receive(journey: Journey, place: Place): void {
  const { walk } = journey;
  const party = receiverAt(journey, place);
  if (party === undefined) return;
  walk.receiver = party;
  if (party.interface) checkInterface(journey, party.interface);
  // Rule G8: some interfaces have no group, and then none is asked.
  if (party.groups.length > 0) checkGroups(journey, party, 'ingress', walk.identity);
  passed(journey, {
    component: party.label,
    ...(party.interface?.name && { name: party.interface.name }),
    kind: party.interface ? 'interface' : 'planned-interface',
  });
}

function receiverAt(journey: Journey, place: Place): Party | undefined {
  const { walk, destination } = journey;
  const { server } = walk;
  if (server && covers(server.addresses[walk.family], destination) && server.subnet.id === place.subnet.id)
    return server;
  if (server && !walk.segments.some(({ isHairpin }) => isHairpin))
    return void elsewhere(journey, place, server);
  const address = single(destination);
  if (address === undefined) return void nobody(journey, place);
  const found = walk.network.interfaceAt(`${place.subnet.vpcId} ${addressText(address)}`);
  if (isUnread(found)) return void noteUnread(journey, addressText(address), found);
  if (found === undefined) return void nobody(journey, place);
  return partyOfInterface(walk.network, found) ?? void nobody(journey, place);
}

function elsewhere(journey: Journey, place: Place, server: Party): void {
  note(journey, {
    code: 'NO_POSSIBLE_DESTINATION',
    component: place.subnet.id,
    message: `${setText(journey.destination)} leads to ${place.subnet.id} from here, and not to ${server.label}: two networks use one range`,
    fix: { text: 'give one of the two networks another range' },
  });
}

/** Rules R4 and E10: an interface of another account may not be shown. */
function nobody(journey: Journey, place: Place): void {
  const { account } = journey.walk.network.snapshot;
  const { ownerId } = place.subnet;
  const isShared = ownerId !== undefined && account !== undefined && ownerId !== account;
  note(journey, {
    code: isShared ? 'UNKNOWN_DESTINATION' : 'NO_POSSIBLE_DESTINATION',
    component: place.subnet.id,
    severity: isShared ? 'unknown' : 'block',
    message: isShared
      ? `${setText(journey.destination)} is in a subnet that another account shares, whose interfaces are not shown here`
      : `nothing in ${place.subnet.id} has the address ${setText(journey.destination)}`,
    fix: { text: 'see that the name leads to where the service is' },
  });
}

function checkInterface(journey: Journey, found: Interface): void {
  const { network } = journey.walk;
  const instance = found.instanceId === undefined ? undefined : network.instance(found.instanceId);
  if (!found.attached)
    note(journey, {
      code: 'BAD_STATE_ATTACHMENT',
      component: found.id,
      message: 'the interface is attached to nothing, so nothing answers',
      fix: { text: 'attach the interface, or use the address of another one' },
    });
  // Rule A3.
  if (instance && !isUnread(instance) && instance.state !== 'running')
    note(journey, {
      code: 'BAD_STATE',
      component: instance.id,
      message: `the instance is ${instance.state}`,
      fix: { text: 'start it', command: `aws ec2 start-instances --instance-ids ${instance.id}` },
    });
  // Rule W3: it answers to nobody who calls.
  if (found.type === 'nat_gateway')
    note(journey, {
      code: 'NO_POSSIBLE_DESTINATION',
      component: found.id,
      message: 'the address is that of a NAT gateway, which takes no connections',
      fix: { text: 'see that the name leads to where the service is' },
    });
}
