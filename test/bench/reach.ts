/**
 * How long the reachability analyser takes, at AWS's quotas and below, so that the growth is seen. Alone:
 * `node test/bench/reach.ts`; `npm run bench` prints it too.
 */
import { analyse } from '../../src/domain/network/analyse.ts';
import { shapeSnapshot } from '../../src/domain/network/document/shape.ts';
import { indexNetwork } from '../../src/domain/network/index/network.ts';
import { managerGroup } from '../../src/domain/network/own-groups.ts';
import type { ReachQuery } from '../../src/domain/network/query.ts';
import { reachability } from '../../src/domain/network/reachability.ts';
import {
  acl,
  drawn,
  group,
  internetGateway,
  nat,
  nic,
  subnet,
  table,
  vpc,
} from '../../src/sandbox/ec2/networks/draw.ts';
import { ownPrefixList } from '../../src/sandbox/ec2/networks/draw-beyond.ts';
import { median, printLine } from './table.ts';

const range = (index: number): string =>
  `172.${16 + (index >> 12)}.${(index >> 4) & 255}.${(index & 15) * 16}/28`;
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** `share` of the quotas: rules per direction, entries of an ACL, routes, entries of a prefix list. */
function crowded(share: number) {
  const n = (quota: number): number => Math.max(1, Math.round(quota * share));
  const rules = many(n(1000) - 1, (index) => `443 ${range(index)}`);
  const lines = ['in', 'out'].flatMap((way) =>
    many(n(40) - 1, (index) => `${way} deny 9999 ${range(index)}`),
  );
  const routes = Object.fromEntries(many(n(1100) - 3, (index) => [range(index), 'tgw-1']));
  return drawn(
    vpc('vpc-1', '10.0.0.0/16'),
    subnet('subnet-public', '10.0.0.0/24'),
    subnet('subnet-private', '10.0.1.0/24'),
    subnet('subnet-inside', '10.0.2.0/24'),
    internetGateway('igw-1'),
    nat('nat-1', 'subnet-public'),
    table('rtb-main', [], { '10.0.0.0/16': 'local', ...routes, 'pl-1': 'tgw-1', '0.0.0.0/0': 'nat-1' }),
    table('rtb-public', ['subnet-public'], { '10.0.0.0/16': 'local', ...routes, '0.0.0.0/0': 'igw-1' }),
    acl('acl-1', [], [...lines, 'in allow', 'out allow']),
    group('sg-client', [], [...rules, '443 pl-1', '443']),
    group('sg-server', [...rules, '443 10.0.0.0/16'], []),
    nic('eni-server', 'subnet-inside', '10.0.2.20', ['sg-server']),
    ownPrefixList(
      'pl-1',
      many(n(1000), (index) => range(20_000 + index)),
    ),
  );
}

const queryTo = (address: string): ReachQuery => ({
  from: { kind: 'planned', subnetId: 'subnet-private', groups: ['sg-client'], publicIp: false },
  to: { kind: 'host', host: 'gitlab.example.com', addresses: [address] },
  port: 443,
});

function timed(work: () => void, rounds: number): number {
  return median(
    many(rounds, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

function oneQuery(share: number): void {
  const document = crowded(share);
  const start = performance.now();
  const network = indexNetwork(shapeSnapshot(document));
  const [inside, outside] = [queryTo('10.0.2.20'), queryTo('198.51.100.7')];
  const verdicts = [analyse(network, inside).verdict, analyse(network, outside).verdict];
  const shaped = performance.now() - start;
  for (let warm = 0; warm < 300; warm++) analyse(network, outside);
  const each = [inside, outside].map((query) => timed(() => analyse(network, query), 300));
  for (const [index, way] of ['inside', 'NAT'].entries()) {
    const measured = each[index] ?? Number.NaN;
    printLine({
      ...{
        what: `a query at ${share * 100} % of the quotas, ${way}`,
        ours: String(verdicts[index]),
        measured,
      },
      ...{ against: `the first, with reading: ${shaped.toFixed(0)} ms`, budget: 1, unit: 'ms' },
    });
  }
}

/** Many subnets, twenty paths each. */
function matrix(subnets: number): void {
  const ids = many(subnets, (index) => `subnet-${index}`);
  const document = drawn(
    vpc('vpc-1', '10.0.0.0/16'),
    subnet('subnet-public', '10.0.255.0/24'),
    ...ids.map((id, index) => subnet(id, `10.0.${index}.0/24`)),
    internetGateway('igw-1'),
    nat('nat-1', 'subnet-public'),
    table('rtb-main', [], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'nat-1' }),
    table('rtb-public', ['subnet-public'], { '10.0.0.0/16': 'local', '0.0.0.0/0': 'igw-1' }),
    acl('acl-1', [], ['in allow', 'out allow']),
  );
  const network = indexNetwork(shapeSnapshot(document));
  const queries = ids.flatMap((subnetId) =>
    many(
      20,
      (index): ReachQuery => ({
        purpose: `path ${index}`,
        from: { kind: 'planned', subnetId, groups: [managerGroup], publicIp: false },
        to: { kind: 'host', host: 'gitlab.example.com', addresses: [`198.51.100.${index + 1}`] },
        port: 443,
      }),
    ),
  );
  const measured = timed(() => reachability(network, queries), 5);
  printLine({ what: `${subnets} subnets × 20 paths`, ours: '', measured, budget: 5 * subnets, unit: 'ms' });
}

/** The budgets: 1 ms for a query at the quotas; 1 s for 200 subnets, and no more than its share for fewer. */
export function measureReach(): void {
  for (const share of [0.1, 0.3, 1]) oneQuery(share);
  for (const subnets of [20, 60, 200]) matrix(subnets);
}

if (import.meta.main) measureReach();
