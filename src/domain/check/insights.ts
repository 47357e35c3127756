import ipaddr from 'ipaddr.js';
import type { ReachQuery } from '../network/query.ts';
import type { ReachPath } from '../network/result.ts';
import type { NetworkSnapshot } from '../network/snapshot.ts';
import type { Interface } from '../network/snapshot-interfaces.ts';

/** A question as Reachability Analyzer takes it: from an interface that is there, over IPv4. */
export interface InsightsQuestion {
  source: string;
  /** An interface; left out where an address is asked for. */
  destination?: string;
  address?: string;
  port: number;
}

/** Where AWS can answer: the path and the question; else why it cannot. */
export type Askable = { path: ReachPath; question: InsightsQuestion } | { path: ReachPath; why: string };

/** What AWS can be asked of these questions. Interfaces that are only planned stand for ones that are there. */
export function askable(
  snapshot: NetworkSnapshot,
  queries: readonly ReachQuery[],
  paths: readonly ReachPath[],
): Askable[] {
  return queries.flatMap((query, index): Askable[] => {
    const path = paths[index];
    return path ? [{ path, ...asked(snapshot, query, path) }] : [];
  });
}

function asked(
  snapshot: NetworkSnapshot,
  { from, to, port }: ReachQuery,
  { hops }: ReachPath,
): { question: InsightsQuestion } | { why: string } {
  const source = from.kind === 'interface' ? from.interfaceId : interfaceOf(snapshot, from);
  if (source === undefined) return { why: 'no interface is there yet to ask from' };
  if (to.kind === 'service') return { why: "AWS's services have no address that could be named" };
  if (to.kind === 'host') {
    // A private zone may have answered with another address than is seen from here.
    const walked = hops.find(({ direction }) => direction === 'forward')?.destination ?? '';
    const address = [walked, ...to.addresses].find((one) => ipaddr.IPv4.isValidFourPartDecimal(one));
    return address
      ? { question: { source, address, port } }
      : { why: `${to.host} has no IPv4 address, and it knows no names` };
  }
  const destination = to.kind === 'interface' ? to.interfaceId : interfaceOf(snapshot, to, source);
  return destination
    ? { question: { source, destination, port } }
    : { why: 'no interface is there yet to ask for' };
}

type End = Exclude<ReachQuery['from'], { kind: 'interface' }>;

/** An instance's first interface, or one in the same subnet with the same groups. */
function interfaceOf({ interfaces }: NetworkSnapshot, end: End, other?: string): string | undefined {
  const all = interfaces.readable ? interfaces.items : [];
  const isIt = (one: Interface): boolean =>
    end.kind === 'instance'
      ? one.instanceId === end.instanceId
      : one.subnetId === end.subnetId &&
        end.groups.length > 0 &&
        end.groups.every((group) => typeof group === 'string' && one.groups.includes(group));
  return all.find((one) => one.attached && one.id !== other && isIt(one))?.id;
}
