import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { outward, tango, wilson } from './intervals';
import { ranks, spearman } from './spearman';

describe('Wilson', () => {
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i, as in Newcombe, Statistics in Medicine 17 (1998) 857', (successes, n, low, high) => {
    const interval = wilson(successes, n);
    expect(interval.value).toBe(successes / n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('is honest at both ends and with nothing seen', () => {
    expect(wilson(0, 10)).toMatchObject({ value: 0, low: 0 });
    expect(wilson(0, 10).high).toBeCloseTo(0.2775, 4);
    expect(wilson(10, 10)).toMatchObject({ value: 1, high: 1 });
    expect(wilson(0, 0)).toEqual({ value: NaN, low: 0, high: 1 });
    expect(() => wilson(11, 10)).toThrow('impossible counts: 11 of 10');
  });
});

const counts = fc
  .tuple(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, shareGained, shareLost]) => {
    const gained = Math.floor(n * shareGained);
    return { n, gained, lost: Math.floor((n - gained) * shareLost) };
  });

describe('Tango', () => {
  it.each([
    [40, 20, 160, 0.030865, 0.218064],
    [0, 0, 1000, -0.003827, 0.003827],
    [127, 157, 10000, -0.006342, 0.000305],
    [3, 9, 1000, -0.014376, 0.000932],
    [0, 5, 200, -0.057178, -0.005684],
    [12, 2, 50, 0.061112, 0.344709],
  ])('of %i right, %i wrong, %i in all', (gained, lost, n, low, high) => {
    const interval = tango(gained, lost, n);
    expect(interval.value).toBe((gained - lost) / n);
    expect(interval.low).toBeCloseTo(low, 6);
    expect(interval.high).toBeCloseTo(high, 6);
  });

  it('holds the change, within −1 and 1', () => {
    fc.assert(
      fc.property(counts, ({ gained, lost, n }) => {
        const { value, low, high } = tango(gained, lost, n);
        expect(low).toBeGreaterThanOrEqual(-1);
        expect(high).toBeLessThanOrEqual(1);
        expect(low <= value && value <= high && low < high).toBe(true);
      }),
    );
  });

  it('swaps its sign when right and wrong swap', () => {
    fc.assert(
      fc.property(counts, ({ gained, lost, n }) => {
        const one = tango(gained, lost, n);
        const other = tango(lost, gained, n);
        expect(one.low).toBeCloseTo(-other.high, 9);
        expect(one.high).toBeCloseTo(-other.low, 9);
      }),
    );
  });

  it('rises when one image more turns right or one fewer turns wrong', () => {
    fc.assert(
      fc.property(counts, ({ gained, lost, n }) => {
        const now = tango(gained, lost, n);
        const better = [gained + lost < n ? tango(gained + 1, lost, n) : now, lost > 0 ? tango(gained, lost - 1, n) : now];
        for (const { low, high } of better) {
          expect(low).toBeGreaterThanOrEqual(now.low - 1e-9);
          expect(high).toBeGreaterThanOrEqual(now.high - 1e-9);
        }
      }),
    );
  });

  it('knows nothing of no images and refuses impossible counts', () => {
    expect(tango(0, 0, 0)).toEqual({ value: NaN, low: -1, high: 1 });
    expect(() => tango(6, 5, 10)).toThrow('impossible counts: 6 + 5 of 10');
    expect(() => tango(-1, 5, 10)).toThrow('impossible');
    expect(() => tango(0.5, 5, 10)).toThrow('impossible');
  });
});

describe('rounding outward', () => {
  it('never makes an interval smaller, and keeps an exact end', () => {
    expect(outward(-0.6342, 0.0305, 1)).toEqual([-0.7, 0.1]);
    expect(outward(0.1 + 0.2, 0.7, 1)).toEqual([0.3, 0.7]);
    expect(outward(-0.3, -0.04, 1)).toEqual([-0.3, 0]);
    const ends = fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(ends, ends, fc.nat(4), (a, b, digits) => {
        const [low, high] = outward(Math.min(a, b), Math.max(a, b), digits);
        expect(low).toBeLessThanOrEqual(Math.min(a, b) + 1e-8);
        expect(high).toBeGreaterThanOrEqual(Math.max(a, b) - 1e-8);
        expect(Object.is(low, -0) || Object.is(high, -0)).toBe(false);
      }),
    );
  });
});

describe('Spearman', () => {
  it('shares ranks among ties', () => {
    expect([...ranks([30, 10, 20, 10])]).toEqual([4, 1.5, 3, 1.5]);
  });

  it('gives the known correlation', () => {
    expect(spearman([106, 100, 86, 101, 99, 103, 97, 113, 112, 110], [7, 27, 2, 50, 28, 29, 20, 12, 6, 17])).toBeCloseTo(-0.175758, 6);
    expect(spearman([1, 2, 3], [10, 100, 1000])).toBe(1);
    expect(spearman([1, 2, 3], [5, 5, 5])).toBeNaN();
  });
});
