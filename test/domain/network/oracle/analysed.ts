import { analyse } from '../../../../src/domain/network/analyse.ts';
import { shapeSnapshot } from '../../../../src/domain/network/document/shape.ts';
import { indexNetwork } from '../../../../src/domain/network/index/network.ts';
import type { ReachQuery } from '../../../../src/domain/network/query.ts';
import { asSix, type Toy, toyDocument } from './toy.ts';

const queryOf = ({ client, to, port, six }: Toy): ReachQuery => ({
  from:
    'nic' in client
      ? { kind: 'interface', interfaceId: client.nic }
      : { kind: 'planned', subnetId: client.subnet, groups: client.groups, publicIp: client.publicIp },
  to:
    to === 'ecr.api'
      ? { kind: 'service', service: to, region: 'us-east-1' }
      : typeof to === 'string'
        ? { kind: 'host', host: six ? asSix(to) : to, addresses: [six ? asSix(to) : to] }
        : { kind: 'planned', subnetId: to.subnet, groups: to.groups, publicIp: false },
  port,
});

/** The analyser's answer, in the words of the oracle. */
export function analysed(toy: Toy): { verdict: string; blocks: string[] } {
  const { verdict, findings } = analyse(indexNetwork(shapeSnapshot(toyDocument(toy))), queryOf(toy));
  const counted = findings.filter(({ severity }) => severity !== 'warning');
  const blocks = new Set(counted.map(({ component, direction }) => `${component} ${direction}`));
  return { verdict, blocks: [...blocks].toSorted() };
}
