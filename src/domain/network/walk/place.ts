import type { Subnet } from '../snapshot.ts';

/** Where a packet is: in a subnet, about to be routed by its table. */
export interface Place {
  subnet: Subnet;
  /**
   * How it came there: from an interface of the subnet (`interface`), or from a transit gateway's attachment in it
   * (`transit`), with the zone it was sent from.
   */
  by: 'interface' | 'transit';
}

/** How a packet's way ends. */
export type Ending =
  | { kind: 'delivered'; place: Place }
  /** Through a gateway into what glfr cannot see: replies come back through the same gateway. */
  | { kind: 'outside' }
  | { kind: 'stopped' };

/** What a component does with a packet: sends it on to another place, or ends its way. */
export type Step = { next: Place } | { ending: Ending };

export const stopped: Step = { ending: { kind: 'stopped' } };
export const outside: Step = { ending: { kind: 'outside' } };
