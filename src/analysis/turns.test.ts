import { assert, constantFrom, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { seededNormal } from './random';
import { compareTurns, medianInterval } from './turns';

/** Ranks of the 95 % interval of a median by n (Hollander, Wolfe, Chicken, Nonparametric Statistical Methods, §3.6): from the kth smallest to the kth largest. */
test.each([[6, 1], [10, 2], [20, 6], [30, 10], [50, 18], [100, 40]])('%s values: from rank %s on', (n, rank) => {
  const { low, high, value } = medianInterval(Float64Array.from({ length: n }, (_, i) => n - i));
  expect([low, high]).toEqual([rank, n + 1 - rank]);
  expect(value).toBe((n + 1) / 2);
});

test('covers the true median in at least 95 % of samples, however skewed', () => {
  const normal = seededNormal(3);
  let covered = 0;
  for (let run = 0; run < 2000; run++) {
    const { low, high } = medianInterval(Float64Array.from({ length: 31 }, () => Math.exp(normal())));
    covered += Number(low <= 1 && high >= 1);
  }
  expect(covered / 2000).toBeGreaterThanOrEqual(0.945);
});

test('a drift that both share takes nothing from what is told apart, and noise alone is not told', () => {
  const normal = seededNormal(4);
  const drift = Float64Array.from({ length: 40 }, (_, i) => 20 + i + normal());
  const faster = compareTurns(drift, drift.map((time) => time - 0.5));
  expect(faster).toMatchObject({ n: 40, told: true });
  expect(faster.saved.value).toBeCloseTo(0.5, 9);
  expect(compareTurns(drift, drift.map((time) => time + normal())).told).toBe(false);
  expect(compareTurns(drift, drift.map((time) => time + 3))).toMatchObject({ told: true });
});

test('the interval holds the median and is of the sample', () => {
  assert(property(integer({ min: 1, max: 80 }), constantFrom(1, 2, 3), (n, seed) => {
    const normal = seededNormal(seed * n);
    const values = Float64Array.from({ length: n }, normal);
    const { value, low, high } = medianInterval(values);
    expect(low <= value && value <= high && values.includes(low) && values.includes(high)).toBe(true);
  }));
  expect(() => compareTurns([1], [])).toThrow('1 times before and 0 after');
});
