import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterOrder } from './clustering';
import { classDistances, groupDistance, jointDistances } from './distance';
import { groupMoments } from './groups';
import { seededRandom } from './random';
import { syntheticProfile } from './syntheticProfile';

const lineDistances = (points: number[]) => Float32Array.from(points.flatMap((a) => points.map((b) => Math.abs(a - b))));

test('members of a cluster stand together, on a line in their order', () => {
  expect([...clusterOrder(lineDistances([10, 0, 11, 1, 12, 2]), 6)]).toEqual([1, 3, 5, 0, 2, 4]);
});

test('every thing once, those without a distance at the end, and the same again', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 30 }), fc.nat(29), (points, lost) => {
      const distances = lineDistances(points);
      const n = points.length;
      if (lost < n) for (let i = 0; i < n; i++) distances[lost * n + i] = distances[i * n + lost] = Number.NaN;
      const order = clusterOrder(distances, n);
      expect([...order].sort((a, b) => a - b)).toEqual(points.map((_, i) => i));
      if (lost < n) expect(order.at(-1)).toBe(lost);
      expect(clusterOrder(distances, n)).toEqual(order);
    }),
  );
});

test('a thousand things are ordered', () => {
  const random = seededRandom(5);
  const points = Array.from({ length: 1000 }, () => [random(), random()]);
  const distances = Float32Array.from(points.flatMap(([x, y]) => points.map(([u, v]) => Math.hypot(x - u, y - v))));
  const order = clusterOrder(distances, 1000);
  let steps = 0;
  for (let i = 1; i < 1000; i++) steps += distances[order[i - 1] * 1000 + order[i]];
  expect(new Set(order).size).toBe(1000);
  expect(steps / 999).toBeLessThan(0.09);
});

test('sampling noise is subtracted: classes that are the same lie at a distance of about zero', () => {
  const same = syntheticProfile([{ block: 'SE_2_1', centre: 0.5, rest: 0, scale: 0, image: 0.1 }], { classes: 12, images: 6, channels: 400 });
  const apart = syntheticProfile([{ block: 'SE_2_1', centre: 0.5, rest: 0.1, scale: 0, image: 0.1 }], { classes: 12, images: 6, channels: 400 });
  const average = (profile: typeof same) => jointDistances([classDistances(profile.blocks[0], profile.count)]).reduce((sum, d) => sum + d, 0) / (12 * 11);
  expect(average(same)).toBeLessThan(0.02);
  expect(average(apart)).toBeCloseTo(0.1 * Math.SQRT2, 1);
});

test('the matrix holds what two groups alone give, is symmetric, and leaves out single images', () => {
  const profile = syntheticProfile([{ block: 'SE_2_1', centre: 0.5, rest: 0.1, scale: 0.1, image: 0.1 }], { classes: 5 });
  const [block] = profile.blocks;
  const group = (k: number) => ({ n: 8, mean: block.mean.subarray(k * 24, k * 24 + 24), std: block.std.subarray(k * 24, k * 24 + 24) });
  const distances = classDistances(block, [8, 8, 8, 8, 1]);
  expect(distances[1 * 5 + 3]).toBeCloseTo(groupDistance(group(1), group(3)), 6);
  expect(distances[3 * 5 + 1]).toBe(distances[1 * 5 + 3]);
  expect(distances[0]).toBe(0);
  expect([distances[24], distances[4], distances[20]].every(Number.isNaN)).toBe(true);
});

test('a group’s mean and sd are those of its images; one image has no sd', () => {
  const { n, mean, std } = groupMoments([[1, 0], [2, 0], [6, 0]]);
  expect([n, [...mean], [...std!].map((s) => s.toFixed(4))]).toEqual([3, [3, 0], ['2.6458', '0.0000']]);
  expect(groupMoments([[1, 2]]).std).toBeUndefined();
});
