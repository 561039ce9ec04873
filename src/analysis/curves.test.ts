import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveScale, envelope, inOrder, paperOrder, residual, sortedOrder, standOut } from './curves';
import { quantile } from './percentiles';
import { blockStatistics } from './statistics';
import { syntheticProfile } from './syntheticProfile';

describe('channel orders', () => {
  it('sort by \'all\', so that it rises', () => {
    const all = [0.5, 0.1, 0.9, 0.1];
    expect([...sortedOrder(all)]).toEqual([1, 3, 0, 2]);
    expect([...inOrder(all, sortedOrder(all))].map((v) => v.toFixed(1))).toEqual(['0.1', '0.1', '0.5', '0.9']);
  });

  it('pick fifty channels at even distances as the paper does, or all of fewer', () => {
    const order = paperOrder(128);
    expect([order.length, order[0], order[1], order[49]]).toEqual([50, 0, 2, 125]);
    expect([...paperOrder(3)]).toEqual([0, 1, 2]);
  });
});

describe('residual curves', () => {
  it('take away the scaled \'all\' and stand at right angles to it', () => {
    const all = [0.2, 0.4, 0.8];
    expect([...residual([0.3, 0.6, 1.2], all)].every((r) => Math.abs(r) < 1e-7)).toBe(true);
    const rest = residual([0.9, 0.1, 0.3], all);
    expect(rest.reduce((sum, r, c) => sum + r * all[c], 0)).toBeCloseTo(0, 6);
    expect(curveScale([1, 1], [0, 0])).toBe(0);
  });

  it('have a band over the classes that were kept', () => {
    const profile = syntheticProfile([{ block: 'SE_2_1', centre: 0.5, rest: 0.1, scale: 0.2, image: 0.1 }], { classes: 30, channels: 8 });
    const count = profile.count.map((n, k) => (k === 4 ? 1 : n));
    const [statistics] = blockStatistics({ ...profile, count });
    const column = Array.from({ length: 30 }, (_, k) => profile.blocks[0].mean[k * 8 + 3] - statistics.classScale[k] * statistics.all[3])
      .filter((_, k) => k !== 4)
      .sort((a, b) => a - b);
    expect(statistics.restP10[3]).toBeCloseTo(quantile(column, 0.1), 6);
    expect(statistics.restP90[3]).toBeCloseTo(quantile(column, 0.9), 6);
  });
});

describe('channels that stand out', () => {
  it('come with the largest difference first, in either direction', () => {
    const found = standOut([0.5, 0.1, 0.9, 0.5], [0.5, 0.5, 0.6, 0.5], [0.1, 0.2, 0.1, 0], 2);
    expect(found.map(({ channel }) => channel)).toEqual([1, 2]);
    expect(found[0].deviations).toBeCloseTo(-2);
    expect(standOut([0.5], [0.5], [0])).toEqual([{ channel: 0, difference: 0, deviations: 0 }]);
  });
});

describe('envelope', () => {
  it('keeps every peak, and is the curve itself where it fits', () => {
    const curve = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(curve, fc.integer({ min: 1, max: 120 }), (values, columns) => {
        const { min, max, mean } = envelope(values, columns);
        expect(min.length).toBe(Math.min(columns, values.length));
        expect(Math.max(...max)).toBe(Math.max(...values));
        expect(Math.min(...min)).toBe(Math.min(...values));
        expect(mean.every((m, i) => m >= min[i] - 1e-6 && m <= max[i] + 1e-6)).toBe(true);
      }),
    );
    expect([...envelope([1, 2, 3], 10).mean]).toEqual([1, 2, 3]);
    expect(envelope([], 10).mean.length).toBe(0);
  });
});
