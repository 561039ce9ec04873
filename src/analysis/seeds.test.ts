import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { courses } from './evolution';
import { detectableDifference, seedDifference, seedMean } from './seeds';
import { studentQuantile } from './studentQuantile';
import { studentTail } from './studentT';

describe('quantiles of t', () => {
  test.each([
    [0.975, 1, 12.7062], [0.975, 4, 2.7764], [0.975, 12, 2.1788], [0.975, 27, 2.0518],
    [0.8, 1, 1.3764], [0.8, 2, 1.0607], [0.8, 12, 0.8726], [0.8, 27, 0.8551],
  ])('t of %d with %d degrees of freedom is %d, as in tables', (below, df, expected) => {
    expect(studentQuantile(below, df)).toBeCloseTo(expected, 4);
  });

  test('a quantile has its own tail', () => {
    fc.assert(fc.property(fc.double({ min: 0.5, max: 0.999, noNaN: true }), fc.integer({ min: 1, max: 300 }), (below, df) => {
      expect(studentTail(studentQuantile(below, df), df)).toBeCloseTo(2 * (1 - below), 9);
    }));
  });

  test('nothing outside', () => {
    for (const [below, df] of [[0.4, 3], [1, 3], [0.9, 0], [NaN, 3]] as const) expect(() => studentQuantile(below, df)).toThrow(RangeError);
  });
});

describe('D', () => {
  test('as the Python side has it', () => {
    expect(detectableDifference([[0.1, 0.3], [0.2, 0.4]])).toBeCloseTo((4.302653 + 1.06066) * Math.sqrt(0.02), 5);
    expect(detectableDifference([[0.5], [0.6]])).toBeUndefined();
    expect(detectableDifference([[0.5, 0.6]])).toBeUndefined();
  });

  test('the smallest group sets k', () => {
    const [four, two] = [[1, 2, 3, 4], [1, 3]];
    expect(detectableDifference([four, two])).toBeCloseTo((studentQuantile(0.975, 4) + studentQuantile(0.8, 4)) * Math.sqrt(7 / 4), 9);
  });
});

test('means and differences over seeds', () => {
  expect(seedMean([1, 2, 3]).value).toBe(2);
  expect(seedMean([1, 2, 3]).high).toBeCloseTo(2 + 4.302653 / Math.sqrt(3), 5);
  expect(seedMean([1]).low).toBeNaN();
  const groups = [[1, 3], [2, 4]];
  const difference = seedDifference(groups[0]!, groups[1]!, groups);
  expect(difference.value).toBe(-1);
  expect(difference.high).toBeCloseTo(-1 + 4.302653 * Math.sqrt(2), 5);
});

test('when a spread came, and what went of it', () => {
  const point = (share: number, ...spread: number[]) => ({ share, epochs: 0, size: 1, top1: 0, top5: 0, mean: [], image: [], above: [], spread, curves: {} });
  const evolution = { images: '', n: 1, blocks: ['SE_2_1', 'SE_2_2', 'SE_2_3'] as const, classes: [], points: [point(0, 0, 0, 0), point(0.1, 0.06, 0.2, 0), point(1, 0.1, 0.05, 0)] };
  expect(courses({ ...evolution, blocks: [...evolution.blocks] })).toEqual([
    { block: 'SE_2_1', half: 0.1, peak: 1, fallen: 0 },
    { block: 'SE_2_2', half: 0.1, peak: 0.1, fallen: 0.75 },
    { block: 'SE_2_3', peak: 0, fallen: 0 },
  ]);
});
