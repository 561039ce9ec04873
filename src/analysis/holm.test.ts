import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { holm } from './holm';

test('the example worked by hand: each times the tests left, never falling', () => {
  // 0.005 · 4, 0.01 · 3, 0.03 · 2, and 0.04 · 1 raised to the one before
  const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
  [0.03, 0.06, 0.06, 0.02].forEach((p, i) => expect(adjusted[i]).toBeCloseTo(p, 12));
  expect([...holm([0.4, 0.9])]).toEqual([0.8, 0.9]);
  expect([...holm([0.9, 0.9])]).toEqual([1, 1]);
  expect(holm([])).toHaveLength(0);
});

test('between p and Bonferroni, in the order of p', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 30 }), (p) => {
      const adjusted = holm(p);
      for (const [i, value] of p.entries()) {
        expect(adjusted[i]).toBeGreaterThanOrEqual(value);
        expect(adjusted[i]).toBeLessThanOrEqual(Math.min(1, value * p.length));
        for (const [j, other] of p.entries()) if (other < value) expect(adjusted[j]).toBeLessThanOrEqual(adjusted[i]!);
      }
    }),
  );
});
