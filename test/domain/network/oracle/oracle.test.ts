import fc from 'fast-check';
import { expect, test } from 'vitest';
import { analysed } from './analysed.ts';
import { bruteForce } from './oracle.ts';
import { makeToy, picksOf } from './toy.ts';

/** `ORACLE_RUNS=100000` hunts; a failure names the number of its network, for `makeToy(picksOf(…))`. */
const numRuns = Number(process.env.ORACLE_RUNS ?? 3000);

test('thousands of small networks: verdict and blocking components are those of trying every packet', () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(fc.noShrink(fc.noBias(fc.nat())), (seed) => {
      const toy = makeToy(picksOf(seed));
      const expected = bruteForce(toy);
      fc.pre(expected.verdict !== 'unknowable');
      seen.set(expected.verdict, (seen.get(expected.verdict) ?? 0) + 1);
      expect(analysed(toy)).toEqual(expected);
    }),
    { numRuns },
  );
  // Networks of all kinds were among them.
  for (const verdict of ['REACHABLE', 'PARTIAL', 'BLOCKED'])
    expect(seen.get(verdict) ?? 0).toBeGreaterThan(10);
}, 3_000_000);
