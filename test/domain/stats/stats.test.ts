import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distribution } from '../../../src/domain/stats/distribution.ts';
import { percentile } from '../../../src/domain/stats/percentile.ts';
import { sparkline } from '../../../src/domain/stats/sparkline.ts';

describe('percentiles', () => {
  it('are values that were there', () => {
    expect(percentile([], 0.5)).toBeUndefined();
    expect(percentile([7], 0.95)).toBe(7);
    expect(percentile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(percentile([4, 1, 3, 2], 0.95)).toBe(4);
    expect(percentile([4, 1, 3, 2], 0)).toBe(1);
  });

  it('leave the share below, whatever the order', () => {
    const some = fc.array(fc.double({ noNaN: true, min: 0, max: 1e6 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(some, fc.double({ noNaN: true, min: 0, max: 1 }), (values, share) => {
        const found = percentile(values, share) ?? Number.NaN;
        expect(values).toContain(found);
        expect(values.filter((value) => value <= found).length / values.length).toBeGreaterThanOrEqual(
          share - 1e-9,
        );
        expect(percentile(values.toReversed(), share)).toBe(found);
      }),
    );
  });
});

describe('a distribution', () => {
  it('has a median for each part of the time, and none where nothing was', () => {
    const samples = [0, 10, 20, 90, 100].map((at) => ({ at, value: at * 2 }));
    expect(distribution(samples, { from: 0, to: 100, parts: 4 })).toEqual({
      ...{ count: 5, p50: 40, p95: 200, series: [20, null, null, 180] },
    });
    expect(distribution(samples, { from: 101, to: 200, parts: 4 })).toBeUndefined();
  });
});

describe('a sparkline', () => {
  it('is one character a value', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7])).toBe('▁▂▃▄▅▆▇█');
    expect(sparkline([null, 0, 5, null, 10])).toBe('·▁▅·█');
    expect(sparkline([0, 0])).toBe('▁▁');
    expect(sparkline([])).toBe('');
  });
});
