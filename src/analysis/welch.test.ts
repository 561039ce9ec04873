import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { benjaminiHochberg } from './benjaminiHochberg';
import { hedgesG } from './hedges';
import { student95, studentTail } from './studentT';
import { welch } from './welch';

test('Student’s tails and quantiles, against scipy', () => {
  const dfs = [1, 1.5, 3, 10, 300];
  expect(dfs.map((df) => Number(student95(df).toFixed(4)))).toEqual([12.7062, 6.0167, 3.1824, 2.2281, 1.9679]);
  expect(studentTail(2, 5)).toBeCloseTo(0.101939479, 8);
  expect(studentTail(0, 7)).toBe(1);
  expect(studentTail(-2, 5)).toBe(studentTail(2, 5));
  expect(studentTail(4, 49.37)).toBeCloseTo(2.11865925e-4, 11);
  expect(studentTail(12, 80) / 1.43140988e-19).toBeCloseTo(1, 6);
});

test('a quantile has its own tail', () => {
  fc.assert(fc.property(fc.double({ min: 1, max: 500, noNaN: true }), (df) => {
    expect(Math.abs(studentTail(student95(df), df) - 0.05)).toBeLessThan(2e-4);
  }));
});

test('Welch’s comparison, against scipy’s ttest_ind_from_stats', () => {
  const found = welch({ mean: 0.62, sd: 0.11, n: 5 }, { mean: 0.5, sd: 0.2, n: 50 });
  const [va, vb] = [0.11 ** 2 / 5, 0.2 ** 2 / 50];
  expect(found.df).toBeCloseTo((va + vb) ** 2 / (va ** 2 / 4 + vb ** 2 / 49), 9);
  expect(found.half / Math.sqrt(va + vb)).toBeCloseTo(student95(found.df), 9);
  expect(found.p).toBeCloseTo(0.07217536871460124, 10);
  expect(() => welch({ mean: 0, sd: 0, n: 1 }, { mean: 0, sd: 0, n: 9 })).toThrow(RangeError);
});

test('groups that do not vary differ for sure or not at all', () => {
  expect(welch({ mean: 1, sd: 0, n: 3 }, { mean: 0, sd: 0, n: 3 })).toMatchObject({ half: 0, p: 0 });
  expect(welch({ mean: 1, sd: 0, n: 3 }, { mean: 1, sd: 0, n: 3 })).toMatchObject({ half: 0, p: 1 });
});

test('the interval excludes zero just where p is below 0.05', () => {
  const group = fc.record({ mean: fc.double({ min: 0, max: 1, noNaN: true }), sd: fc.double({ min: 0.01, max: 0.3, noNaN: true }), n: fc.integer({ min: 2, max: 80 }) });
  fc.assert(
    fc.property(group, group, (a, b) => {
      const { difference, half, p } = welch(a, b);
      if (Math.abs(p - 0.05) > 1e-4) expect(Math.abs(difference) > half).toBe(p < 0.05);
    }),
  );
});

test('Benjamini and Hochberg’s adjustment, against R’s p.adjust', () => {
  const adjusted = benjaminiHochberg([0.01, 0.04, 0.03, 0.005, 0.5]);
  expect(Array.from(adjusted, (q) => Number(q.toFixed(4)))).toEqual([0.025, 0.05, 0.05, 0.025, 0.5]);
  expect(benjaminiHochberg([])).toHaveLength(0);
});

test('Hedges’ g shrinks Cohen’s d', () => {
  expect(hedgesG({ mean: 1, sd: 1, n: 10 }, { mean: 0, sd: 1, n: 10 })).toBeCloseTo(1 - 3 / 71, 9);
  expect(hedgesG({ mean: 1, sd: 0, n: 10 }, { mean: 0, sd: 0, n: 10 })).toBeNaN();
});
