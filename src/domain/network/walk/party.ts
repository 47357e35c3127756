import type { AddressSet } from '../sets/address-set.ts';
import type { Ports } from '../sets/port-set.ts';
import type { Subnet } from '../snapshot.ts';
import type { Interface, SecurityGroup } from '../snapshot-interfaces.ts';

/** One end of a question: an interface that is there, or one that will be. */
export interface Party {
  label: string;
  subnet: Subnet;
  addresses: { 4: AddressSet; 6: AddressSet };
  /** A group by its id, or one that is only planned. */
  groups: readonly (string | SecurityGroup)[];
  /** Has it a public IPv4 address, and which? */
  publicIp: boolean;
  publicAddress?: string;
  replyPorts: Ports;
  interface?: Interface;
}

export const groupId = (group: string | SecurityGroup): string =>
  typeof group === 'string' ? group : group.id;
