import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankAt } from '../scrub';
import { between, endLabels, envelopeOf, layoutPanel, needsEnvelope, ranksByPlace, sameOrder, settled, startOf, xAt } from './geometry';

const layout = layoutPanel({ width: 131, height: 150, domain: [0, 1], labelRoom: 0, rest: { height: 70, limit: 0.3 } });

test('axes: one at the top, zero at the bottom, the rest symmetric', () => {
  expect([layout.left, layout.right]).toEqual([28, 128]);
  expect([layout.y(1), layout.y(0)]).toEqual([8, 158]);
  expect(layout.rest!.y(0)).toBe((layout.rest!.top + layout.rest!.bottom) / 2);
  expect(layout.rest!.y(0.3)).toBe(layout.rest!.top);
  expect(layout.rest!.ticks).toEqual([-0.3, 0, 0.3]);
});

test('the pointer finds the channel that is drawn there', () => {
  for (const count of [1, 50, 128, 1024]) {
    for (const [rank, fraction] of settled(count).entries()) expect(rankAt(layout, count, xAt(layout, fraction))).toBe(rank);
  }
  expect(rankAt(layout, 50, -9)).toBe(0);
  expect(rankAt(layout, 50, 999)).toBe(49);
});

test('an envelope keeps every extreme and the mean of all', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 101, maxLength: 600 }), (values) => {
      const order = values.map((_, i) => i);
      const { x, mean, low, high } = envelopeOf(values, order, settled(order.length), layout);
      expect(x).toHaveLength(Math.min(50, Math.floor(values.length / 4)));
      expect(Math.min(...low)).toBe(Math.min(...values));
      expect(Math.max(...high)).toBe(Math.max(...values));
      for (const [i, value] of mean.entries()) expect(low[i]! - 1e-9 <= value && value <= high[i]! + 1e-9).toBe(true);
    }),
    { numRuns: 30 },
  );
  expect([needsEnvelope(layout, 50), needsEnvelope(layout, 51)]).toEqual([false, true]);
});

test('columns without a channel are left out', () => {
  const { x, mean } = envelopeOf([0.2, 0.4, 0.8, 0.8, 1, 1, 1, 1], [1, 0, 2, 3, 4, 5, 6, 7], new Float32Array(8).fill(0.1), layout);
  expect(x).toEqual([53]);
  expect(mean[0]).toBeCloseTo(0.775);
});

test('a reordering starts from where each channel stood; new ones beside a neighbour', () => {
  const before = { order: [0, 10, 20, 30], fractions: settled(4) };
  expect(Array.from(startOf(before, [30, 20, 10, 0])!)).toEqual([0.875, 0.625, 0.375, 0.125]);
  expect(Array.from(startOf(before, [5, 10, 11, 20])!)).toEqual([0.375, 0.375, 0.375, 0.625]);
  expect(startOf(before, [1, 2])).toBeUndefined();
});

test('moving begins and ends at its places, and lines stay drawn from left to right', () => {
  const [from, to] = [Float32Array.of(0.9, 0.1), Float32Array.of(0.25, 0.75)];
  expect(between(from, to, 0)).toEqual(from);
  expect(between(from, to, 1)).toEqual(to);
  expect(Array.from(ranksByPlace(between(from, to, 0.1)))).toEqual([1, 0]);
  expect(Array.from(ranksByPlace(to))).toEqual([0, 1]);
});

test('orders are the same by content', () => {
  expect(sameOrder([1, 2], Uint32Array.of(1, 2))).toBe(true);
  expect(sameOrder([1, 2], [2, 1])).toBe(false);
});

test('labels of curves that end together stand apart, in their order', () => {
  const [a, b, c] = endLabels([[0, 0.9], [0, 0.91], [0, 0.1]], [0, 1], layout);
  expect(a!.end).toBeCloseTo(layout.y(0.9));
  expect(a!.label - b!.label).toBeGreaterThanOrEqual(15 - 1e-9);
  expect(c!.label).toBeCloseTo(layout.y(0.1));
});
