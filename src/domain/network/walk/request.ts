import type { Sender } from '../hops/internet-gateway.ts';
import type { Translated } from '../hops/nat-gateway.ts';
import { checkPublicAccess } from '../hops/public-access.ts';
import { isUnread, type Unread } from '../index/seek.ts';
import { type AddressSet, covers, setOf, single } from '../sets/address-set.ts';
import { addressText } from '../sets/address-text.ts';
import { everything } from '../sets/packet-set.ts';
import { remappedPorts } from '../sets/port-set.ts';
import { deliver } from './deliver.ts';
import { ipv4Behind } from './nat64.ts';
import { partyOfInterface } from './parties.ts';
import { groupId, type Party } from './party.ts';
import type { Ending, Place } from './place.ts';
import { publicSpace } from './public-space.ts';
import { receive } from './receive.ts';
import { fromRegionalNat } from './regional-nat.ts';
import { type Arrival, type Origin, travel } from './travel.ts';
import { type Journey, note, requestOn, type Segment, type Walk } from './walk.ts';

/** The request, from the client to wherever it gets; each NAT gateway on its way begins a new segment. */
export function sendRequest(walk: Walk, client: AddressSet, server: AddressSet): Ending {
  const start: Place = { subnet: walk.client.subnet, by: 'interface' };
  let segment = begin(walk, { client, server, replyPorts: walk.client.replyPorts, origin: start });
  let origin: Origin = {
    sender: { component: walk.client.label, kind: 'interface', hasPublicAddress: walk.client.publicIp },
  };
  let arrival: Arrival = travel(requestOn(walk, segment), start, origin);
  for (let turns = 0; arrival.through && turns < 4; turns++) {
    const behind =
      'nat' in arrival.through
        ? behindNat(walk, arrival.through)
        : behindAppliance(walk, arrival.through.appliance);
    if (behind === undefined) return { kind: 'stopped' };
    segment.end = behind.place;
    segment = begin(walk, behind.segment);
    origin = behind.origin;
    const journey = requestOn(walk, segment);
    arrival = behind.place ? travel(journey, behind.place, origin) : fromRegionalNat(journey, origin);
  }
  const ending = arrival.ending ?? { kind: 'stopped' };
  arrive(walk, segment, ending, origin.sender);
  return ending;
}

type Stretch = Omit<Segment, 'open'>;

function begin(walk: Walk, stretch: Stretch): Segment {
  const { client, server, replyPorts } = stretch;
  const segment = { ...stretch, open: everything(client, server, replyPorts) };
  walk.segments.push(segment);
  return segment;
}

interface Behind {
  segment: Stretch;
  place?: Place;
  origin: Origin;
}

/** Rules W3 and G5: another source address, other ports, and no group identity. */
function behindNat(walk: Walk, { nat, place }: Translated): Behind | undefined {
  loseIdentity(walk, nat.id);
  const server = ipv4Behind(walk);
  if (server === undefined) return undefined;
  const own = nat.addresses.flatMap(({ privateIp }) => privateIp ?? []);
  const range = place?.subnet.cidr === undefined ? [] : [place.subnet.cidr];
  const client = setOf(own.length > 0 ? own : range, 4);
  const hasPublicAddress = nat.isPublic;
  return {
    segment: {
      client: client.length > 0 ? client : publicSpace,
      server,
      replyPorts: remappedPorts,
      keeps: 'servers',
      ...(place && { origin: place }),
    },
    ...(place && { place }),
    origin: { sender: { component: nat.id, kind: 'nat-gateway', hasPublicAddress }, nat },
  };
}

/** Rule R7. */
function behindAppliance(walk: Walk, party: Party): Behind {
  loseIdentity(walk, party.label);
  const last = walk.segments.at(-1) as Segment;
  const place: Place = { subnet: party.subnet, by: 'interface' };
  const { server, replyPorts } = last;
  return {
    segment: { client: party.addresses[walk.family], server, replyPorts, origin: place },
    place,
    origin: { sender: { component: party.label, kind: 'interface', hasPublicAddress: party.publicIp } },
  };
}

const loseIdentity = (walk: Walk, at: string): void => {
  walk.identity = { lostAt: at, groups: walk.client.groups.map(groupId) };
};

function arrive(walk: Walk, segment: Segment, ending: Ending, sender: Sender): void {
  if (ending.kind === 'delivered') {
    segment.end = ending.place;
    receive(requestOn(walk, segment), ending.place);
  }
  if (ending.kind === 'outside') reflect(walk, segment, sender);
}

/** Rule E8: a public address of this very network. The way in is judged like any stranger's. */
function reflect(walk: Walk, last: Segment, sender: Sender): void {
  const { server, replyPorts } = last;
  if (walk.family === 6) return void reflectIpv6(walk, last);
  const address = single(server);
  if (address === undefined) return;
  const found = walk.network.interfaceByPublic(addressText(address));
  if (found === undefined || isUnread(found)) return void checkOwn(walk, server, addressText(address));
  const party = partyOfInterface(walk.network, found);
  if (party === undefined) return;
  const inner = found.privateAddresses.find(({ publicAddress }) => publicAddress === addressText(address));
  comeBackIn(walk, party, {
    client: publicAddressesOf(walk, sender),
    server: setOf(inner ? [inner.address] : [], 4),
    // An internet gateway changes no port.
    replyPorts,
    keeps: 'ports',
    isHairpin: true,
  });
}

/** Nothing is translated: who has the address is met under it, by whoever comes. */
function reflectIpv6(walk: Walk, { client, server, replyPorts }: Segment): void {
  const address = single(server);
  const found = address === undefined ? undefined : walk.network.interfaceByIpv6(addressText(address));
  const isNamed = walk.server !== undefined && covers(walk.server.addresses[6], server);
  const owner = found === undefined || isUnread(found) ? undefined : partyOfInterface(walk.network, found);
  const party = isNamed ? walk.server : owner;
  if (party) comeBackIn(walk, party, { client, server, replyPorts, isHairpin: true });
  else if (address !== undefined && isUnread(found))
    noteUnseen({ walk, direction: 'forward' }, addressText(address), [found]);
}

function comeBackIn(walk: Walk, party: Party, stretch: Stretch): void {
  walk.identity = { lostAt: 'hairpin', groups: walk.client.groups.map(groupId) };
  const segment = begin(walk, stretch);
  const journey = requestOn(walk, segment);
  const step = deliver(journey, party.subnet.vpcId, []);
  if (!('ending' in step) || step.ending.kind !== 'delivered') return;
  segment.end = step.ending.place;
  checkPublicAccess(journey, step.ending.place.subnet, 'in');
  receive(journey, step.ending.place);
}

/** The address the receiver sees; where it is not known yet, it may be any public one. */
function publicAddressesOf(walk: Walk, sender: Sender): AddressSet {
  const nat = sender.kind === 'nat-gateway' ? walk.network.natGateway(sender.component) : undefined;
  const known =
    nat && !isUnread(nat)
      ? nat.addresses.flatMap(({ publicIp }) => publicIp ?? [])
      : walk.client.publicAddress && sender.component === walk.client.label
        ? [walk.client.publicAddress]
        : [];
  return known.length > 0 ? setOf(known, 4) : publicSpace;
}

/** No interface is known to have the address: it is somebody else's, or idle, or was not read. */
function checkOwn(walk: Walk, server: AddressSet, address: string): void {
  const elastic = walk.network.elasticAddress(address);
  const unread = [walk.network.interfaceByPublic(address), elastic].filter(isUnread);
  const journey: Pick<Journey, 'walk' | 'direction'> = { walk, direction: 'forward' };
  if (unread.length > 0) noteUnseen(journey, address, unread);
  if (elastic === undefined || isUnread(elastic) || elastic.interfaceId !== undefined) return;
  note(journey, {
    code: 'IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS',
    component: elastic.allocationId ?? addressText(single(server) ?? 0),
    message: `${address} is an Elastic IP address of this account that is associated with nothing`,
    fix: {
      text: 'associate it with the interface of the service',
      command: `aws ec2 associate-address --public-ip ${address} --network-interface-id <interface>`,
    },
  });
}

/** A hairpin that cannot be seen (rule E8): worth a word, since most public addresses are not one's own. */
function noteUnseen(
  journey: Pick<Journey, 'walk' | 'direction'>,
  address: string,
  unread: readonly Unread[],
): void {
  const permissions = unread.map(({ permission }) => permission).join(', ');
  note(journey, {
    code: 'GLFR_NOT_READABLE',
    component: address,
    severity: 'warning',
    message: `whether ${address} is an address of this very account was not read (${permissions}); the way back in would then have to be judged too`,
    fix: { text: `allow ${permissions}, or add the answer to the snapshot` },
  });
}
