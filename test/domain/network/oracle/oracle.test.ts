import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analyse } from '../../../../src/domain/network/analyse.ts';
import { shapeSnapshot } from '../../../../src/domain/network/document/shape.ts';
import { indexNetwork } from '../../../../src/domain/network/index/network.ts';
import type { ReachQuery } from '../../../../src/domain/network/query.ts';
import { bruteForce } from './oracle.ts';
import { makeToy, type Toy, toyDocument } from './toy.ts';

const queryOf = ({ client, to, port }: Toy): ReachQuery => ({
  from:
    'nic' in client
      ? { kind: 'interface', interfaceId: client.nic }
      : { kind: 'planned', subnetId: client.subnet, groups: client.groups, publicIp: client.publicIp },
  to: { kind: 'host', host: to, addresses: [to] },
  port,
});

function analysed(toy: Toy): { verdict: string; blocks: string[] } {
  const { verdict, findings } = analyse(indexNetwork(shapeSnapshot(toyDocument(toy))), queryOf(toy));
  const counted = findings.filter(({ severity }) => severity !== 'warning');
  const blocks = new Set(counted.map(({ component, direction }) => `${component} ${direction}`));
  return { verdict, blocks: [...blocks].toSorted() };
}

/** A tape of chances, read in a circle; shrinking it would only make another network. */
const toys = fc.noShrink(
  fc.array(fc.nat(9999), { minLength: 400, maxLength: 400 }).map((tape) => {
    let at = 0;
    return makeToy(
      (...options) => options[(tape[at++ % tape.length] ?? 0) % options.length] as (typeof options)[0],
    );
  }),
);

test('thousands of small networks: verdict and blocking components are those of trying every packet', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(toys, (toy) => {
      const expected = bruteForce(toy);
      fc.pre(expected.verdict !== 'unknowable');
      seen.set(expected.verdict, (seen.get(expected.verdict) ?? 0) + 1);
      expect(analysed(toy)).toEqual(expected);
    }),
    { numRuns: 3000 },
  );
  // Networks of all kinds were among them.
  for (const verdict of ['REACHABLE', 'PARTIAL', 'BLOCKED'])
    expect(seen.get(verdict) ?? 0).toBeGreaterThan(10);
}, 300_000);
