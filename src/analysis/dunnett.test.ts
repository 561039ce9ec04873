import { expect, test } from 'vitest';
import { dunnettQuantile } from './dunnett';
import { studentQuantile } from './studentQuantile';

// C. W. Dunnett, New tables for multiple comparisons with a control, Biometrics 20 (1964) 482: two-sided, 5 %, equal sizes.
test.each([
  [5, [2.57, 3.03, 3.29, 3.48, 3.62, 3.73, 3.82, 3.9, 3.97]],
  [10, [2.23, 2.57, 2.76, 2.89, 2.99, 3.07, 3.14, 3.19, 3.24]],
  [20, [2.09, 2.38, 2.54, 2.65, 2.73, 2.8, 2.86, 2.9, 2.95]],
  [60, [2, 2.27, 2.41, 2.51, 2.58, 2.64, 2.69, 2.73, 2.77]],
  [Infinity, [1.96, 2.21, 2.35, 2.44, 2.51, 2.57, 2.61, 2.65, 2.69]],
])('the published table at %s degrees of freedom', (df, published) => {
  const found = published.map((_, i) => Number(dunnettQuantile(Array<number>(i + 1).fill(6), 6, df).toFixed(2)));
  for (const [i, value] of published.entries()) expect(Math.abs(found[i]! - value)).toBeLessThan(0.011);
});

// scipy 1.17.1: multivariate_t with correlations √(nᵢnⱼ / (nᵢ + n₀)(nⱼ + n₀)).
test.each([
  [[6, 6, 6, 6, 6, 6], 6, 35, 2.6971],
  [[3, 6, 12], 6, 20, 2.5416],
  [[12, 4], 5, 7, 2.7377],
])('groups of %j against %i with %i degrees of freedom', (sizes, control, df, value) => {
  expect(dunnettQuantile(sizes, control, df)).toBeCloseTo(value, 3);
});

test('one group is Student’s t, and no group has none', () => {
  for (const df of [1, 3, 10, 200]) expect(dunnettQuantile([4], 7, df)).toBeCloseTo(studentQuantile(0.975, df), 4);
  expect(() => dunnettQuantile([], 4, 3)).toThrow(RangeError);
});
