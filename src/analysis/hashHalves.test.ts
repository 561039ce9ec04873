import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addToHalf, halfConstants, hashHalves, type HalfMeans } from './hashHalves';

const image = fc.tuple(fc.nat(3), fc.bigInt(1n, 2n ** 64n - 1n));

test('half of every class in each, the same whatever comes later, and nothing of what doesn’t count', () => {
  fc.assert(
    fc.property(fc.array(image, { minLength: 1, maxLength: 60 }), fc.array(image, { maxLength: 20 }), fc.nat(), (first, later, gap) => {
      const at = gap % first.length;
      const hashes = [...first, ...later].map(([, hash], i) => (i === at ? 0n : hash));
      const labels = [...first, ...later].map(([label]) => label);
      const halves = hashHalves(labels, BigUint64Array.from(hashes));
      expect(halves[at]).toBe(0);
      for (let k = 0; k < 4; k++) {
        const own = [...halves].filter((half, i) => labels[i] === k && half > 0);
        const ones = own.filter((half) => half === 1).length;
        expect(Math.abs(2 * ones - own.length)).toBeLessThanOrEqual(1);
      }
      expect([...hashHalves(labels, BigUint64Array.from(hashes.slice(0, first.length)))]).toEqual([...halves.subarray(0, first.length)]);
    }),
  );
});

test('constants are the mean of the class means of the half', () => {
  const half: HalfMeans = new Map();
  for (const [label, value] of [[0, 0.2], [0, 0.4], [0, 0.6], [7, 0.8]] as const) addToHalf(half, label, [Float32Array.of(value, 1 - value)]);
  const [a, b] = halfConstants(half, ['SE_2_1'])['SE_2_1']!;
  expect(a).toBeCloseTo(0.6, 6);
  expect(b).toBeCloseTo(0.4, 6);
});
