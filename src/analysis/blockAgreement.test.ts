import { expect, test } from 'vitest';
import { blockAgreement } from './blockAgreement';
import { percentileInterval } from './bootstrap';
import { seededRandom } from './random';
import type { SettingDecisions } from './settingDecisions';

/** Five blocks that lose so many of 1,000 images, each its own. */
function decisionsOf(losses: readonly number[]): SettingDecisions {
  const n = 1000;
  const labels = new Uint8Array(n);
  const random = seededRandom(3);
  const rows = losses.map((lost) => {
    const row = new Uint8Array(n);
    for (let count = 0; count < lost; ) {
      const image = Math.floor(random() * n);
      if (row[image]) continue;
      row[image] = 1;
      count++;
    }
    return row;
  });
  return { source: 'recorded', settings: [{}, ...losses.map(() => ({}))], top1: [labels, ...rows], labels };
}

const first = (generator: Generator<number>, count: number): number[] => Array.from({ length: count }, () => generator.next().value as number);

test('ρ of the images as they are, then of resamples around it', () => {
  // Ranks 1 3 2 4 5 against 1 … 5: ρ = 1 − 6 · 2 / 120
  const [rho, ...resamples] = first(blockAgreement([1, 2, 3, 4, 5], decisionsOf([10, 60, 50, 200, 400]), [1, 2, 3, 4, 5]), 401);
  expect(rho).toBeCloseTo(0.9, 12);
  const { low, high } = percentileInterval(rho!, resamples);
  expect([low, high]).toEqual([0.9, 1]);
});

test('where blocks lose about as much, images decide which loses more, and the interval says so', () => {
  const [rho, ...resamples] = first(blockAgreement([1, 2, 3, 4, 5], decisionsOf([50, 49, 51, 50, 50]), [1, 2, 3, 4, 5]), 401);
  const { low, high } = percentileInterval(rho!, resamples);
  expect(low).toBeLessThan(-0.5);
  expect(high).toBeGreaterThan(0.5);
});

test('an image that turns right counts against one that turns wrong', () => {
  const labels = [0, 0, 0, 0];
  const decisions: SettingDecisions = { source: 'live', settings: [{}, {}, {}], top1: [[0, 1, 1, 0], [0, 0, 0, 0], [1, 1, 1, 0]], labels };
  expect(first(blockAgreement([1, 2], decisions, [1, 2]), 1)[0]).toBeCloseTo(1, 12);
  expect(first(blockAgreement([2, 1], decisions, [1, 2]), 1)[0]).toBeCloseTo(-1, 12);
});
