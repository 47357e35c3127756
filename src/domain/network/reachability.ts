import { analyse } from './analyse.ts';
import type { Network } from './index/network.ts';
import type { ReachQuery } from './query.ts';
import type { Reachability, ReachPath } from './result.ts';
import { allOf, anyOf } from './verdict.ts';

/**
 * The answer to many questions. Paths of one purpose to one destination stand for each other, as tasks may start in
 * any of the subnets; all purposes have to be served.
 */
export function reachability(network: Network, queries: readonly ReachQuery[]): Reachability {
  const paths = queries.map((query) => analyse(network, query));
  const purposes = new Map<string, ReachPath[]>();
  for (const path of paths) {
    const key = path.purpose ?? `${path.from} → ${path.to}`;
    purposes.set(key, [...(purposes.get(key) ?? []), path]);
  }
  const verdicts = [...purposes.values()].map((group) => anyOf(group.map(({ verdict }) => verdict)));
  return { verdict: allOf(verdicts), paths };
}
