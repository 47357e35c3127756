import type { Network } from '../index/network.ts';
import { isUnread } from '../index/seek.ts';
import type { Client, PlannedInterface } from '../query.ts';
import { type AddressSet, type Point, setOf } from '../sets/address-set.ts';
import { linuxPorts, remappedPorts, windowsPorts } from '../sets/port-set.ts';
import type { Interface } from '../snapshot-interfaces.ts';
import type { Party } from './party.ts';

/** Why an end of a question is not known. */
export interface Unresolved {
  code: string;
  component: string;
  message: string;
}

/** Who asks, or who is asked for: with a subnet, addresses and groups. */
export function resolveParty(network: Network, end: Client): Party | Unresolved {
  if (end.kind === 'planned') return planned(network, end);
  if (end.kind === 'interface') return ofInterface(network, end.interfaceId);
  const instance = network.instance(end.instanceId);
  if (isUnread(instance)) return unread(end.instanceId, instance.permission);
  if (instance === undefined) return absent(end.instanceId, 'this instance is not in what was read');
  // Rule A3: a terminated instance has no place any more.
  if (instance.state !== 'running')
    return { code: 'BAD_STATE', component: instance.id, message: `the instance is ${instance.state}` };
  const [first] = instance.interfaceIds;
  return first
    ? ofInterface(network, first)
    : absent(instance.id, 'the instance has no interface in what was read');
}

const unread = (component: string, permission: string): Unresolved => ({
  code: 'GLFR_NOT_READABLE',
  component,
  message: `this could not be read: ${permission}`,
});
const absent = (component: string, message: string): Unresolved => ({
  code: 'UNKNOWN_RESOURCE',
  component,
  message,
});

function ofInterface(network: Network, id: string): Party | Unresolved {
  const found = network.interface(id);
  if (isUnread(found)) return unread(id, found.permission);
  if (found === undefined) return absent(id, 'this interface is not in what was read');
  return (
    partyOfInterface(network, found) ?? absent(found.subnetId, `the subnet of ${id} is not in what was read`)
  );
}

export function partyOfInterface(network: Network, found: Interface): Party | undefined {
  const subnet = network.subnet(found.subnetId);
  if (subnet === undefined) return undefined;
  const [primary] = found.privateAddresses;
  const instance = found.instanceId === undefined ? undefined : network.instance(found.instanceId);
  const isWindows = instance && !isUnread(instance) && instance.windows;
  const isRemapper = ['lambda', 'network_load_balancer', 'nat_gateway'].includes(found.type);
  return {
    label: found.id,
    subnet,
    addresses: {
      4: setOf(primary ? [primary.address] : [], 4),
      6: setOf(found.ipv6Addresses.slice(0, 1), 6),
    },
    groups: found.groups,
    // Rule W1: on an attached interface only.
    publicIp: found.attached && primary?.publicAddress !== undefined,
    ...(primary?.publicAddress && { publicAddress: primary.publicAddress }),
    replyPorts: isRemapper ? remappedPorts : isWindows ? windowsPorts : linuxPorts,
    interface: found,
  };
}

function planned(network: Network, end: PlannedInterface): Party | Unresolved {
  const subnet = network.subnet(end.subnetId);
  if (subnet === undefined) return absent(end.subnetId, 'this subnet is not in what was read');
  const byDefault = network.defaultGroup(subnet.vpcId);
  const groups =
    end.groups.length > 0 || byDefault === undefined || isUnread(byDefault) ? end.groups : [byDefault.id];
  const hasIpv6 =
    subnet.ipv6Cidrs.length > 0 && (end.ipv6 ?? (subnet.assignIpv6 || subnet.cidr === undefined));
  return {
    label: subnet.id,
    subnet,
    addresses: {
      4: usable(setOf(subnet.cidr ? [subnet.cidr] : [], 4)),
      6: hasIpv6 ? usable(setOf(subnet.ipv6Cidrs, 6)) : [],
    },
    groups,
    publicIp: end.publicIp === 'subnet-default' ? subnet.mapPublicIp : end.publicIp,
    replyPorts: linuxPorts,
  };
}

/** AWS keeps the first four addresses of a subnet and the last. */
const usable = (set: AddressSet): AddressSet =>
  set
    .map(({ from, end }) => ({ from: moved(from, 4), end: moved(end, -1) }))
    .filter(({ from, end }) => from < end);

const moved = (point: Point, by: number): Point =>
  typeof point === 'bigint' ? point + BigInt(by) : point + by;
