import type { Identity } from '../index/group.ts';
import type { Network } from '../index/network.ts';
import type { Direction, Finding, Fix, Hop, Severity } from '../result.ts';
import type { AddressSet, Family } from '../sets/address-set.ts';
import { setText } from '../sets/address-text.ts';
import type { PacketSet } from '../sets/packet-set.ts';
import { type Ports, portsText } from '../sets/port-set.ts';
import type { Party } from './party.ts';
import type { Place } from './place.ts';
import { publicSpace } from './public-space.ts';

/**
 * A stretch of the way on which addresses stay as they are. A NAT gateway ends one and begins the next, with
 * another client address and other reply ports.
 */
export interface Segment {
  client: AddressSet;
  server: AddressSet;
  replyPorts: Ports;
  /** Connections that are still possible. */
  open: PacketSet;
  /** Where the stretch begins, and so where its replies have to arrive; a regional NAT gateway has no subnet. */
  origin?: Place;
  /** Where replies set out; left out where they come in through a gateway, from what glfr cannot see. */
  end?: Place;
  /** Replies leave through an internet gateway: the stretch began at one (rule E8). */
  isHairpin?: boolean;
  /** What whatever lies between leaves as it was on the stretch before; by default it keeps both. */
  keeps?: 'servers' | 'ports';
}

/** One question on its way: a family, one set of clients, one set of servers. */
export interface Walk {
  network: Network;
  family: Family;
  port: number;
  client: Party;
  /** The interface the question names, where it names one. */
  server?: Party | undefined;
  /** The servers stand for addresses that are not known: what is true for some of them only, is not known. */
  isGuess: boolean;
  /** The name asked for, to tell an AWS service from anything else. */
  host: string;
  /** Who the request arrived at, once it has. */
  receiver?: Party;
  segments: Segment[];
  identity: Identity;
  hops: Hop[];
  findings: Finding[];
  /** Set when parts of the addresses take different ways: each is then walked by itself. */
  split?: { side: 'client' | 'server'; parts: readonly AddressSet[] };
}

/** A packet in one direction on one segment. */
export interface Journey {
  walk: Walk;
  direction: Direction;
  segment: Segment;
  source: AddressSet;
  destination: AddressSet;
  ports: Ports;
}

export const requestOn = (walk: Walk, segment: Segment): Journey => ({
  walk,
  direction: 'forward',
  segment,
  source: segment.client,
  destination: segment.server,
  ports: { from: walk.port, to: walk.port },
});

export const replyOn = (walk: Walk, segment: Segment): Journey => ({
  walk,
  direction: 'return',
  segment,
  source: segment.server,
  destination: segment.client,
  ports: segment.replyPorts,
});

export interface Note {
  code: string;
  component: string;
  message: string;
  severity?: Severity;
  side?: 'ingress' | 'egress';
  fix?: Fix | undefined;
}

/** Notes one finding, once. */
export function note({ walk, direction }: Pick<Journey, 'walk' | 'direction'>, what: Note): void {
  const { code, component, message, severity = 'block', side, fix } = what;
  const isKnown = walk.findings.some(
    (one) =>
      one.code === code &&
      one.component === component &&
      one.direction === direction &&
      one.side === side &&
      one.message === message,
  );
  if (isKnown) return;
  walk.findings.push({
    code,
    component,
    direction,
    ...(side && { side }),
    severity,
    message,
    ...(fix && { fix }),
  });
}

/** What could not be read says nothing about what is there. */
export function noteUnread(
  journey: Pick<Journey, 'walk' | 'direction'>,
  component: string,
  { permission, leftOut }: { permission: string; leftOut?: boolean },
  severity: Severity = 'unknown',
): void {
  note(journey, {
    code: 'GLFR_NOT_READABLE',
    component,
    severity,
    message: leftOut
      ? `this was not read (${permission}), so nothing is known about it`
      : `this could not be read: ${permission} is not allowed`,
    fix: { text: `allow ${permission}, or add its answer to the snapshot` },
  });
}

export function passed(
  journey: Journey,
  hop: Pick<Hop, 'component' | 'kind'> &
    Partial<Pick<Hop, 'name' | 'side' | 'decidedBy' | 'passes' | 'open'>>,
): void {
  journey.walk.hops.push({
    direction: journey.direction,
    passes: 'all',
    source: setText(journey.source),
    destination: setText(journey.destination),
    ports: portsText(journey.ports),
    ...hop,
  });
}

/** How much it counts that only a part of these addresses passes. */
export const partial = ({ walk, segment }: Journey, addresses: AddressSet): Severity =>
  addresses === publicSpace || (walk.isGuess && addresses === segment.server) ? 'unknown' : 'part';
