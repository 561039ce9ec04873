import { expect, test } from 'vitest';
import { enoughFor, meanExcitation, provisionalProfile, type Member } from './provisional';
import { blockStatistics } from './statistics';

const member = (label: number, ...values: number[]): Member => ({ label, excitation: { SE_2_1: Float32Array.from(values), SE_3_1: Float32Array.from([...values].reverse()) } });
const members = [member(3, 0.2, 0.8), member(3, 0.4, 0.6), member(7, 0.9, 0.1), member(7, 0.7, 0.3), member(1, 0.5, 0.5)];

test('two classes with two images are enough, nothing less', () => {
  expect([[], [1, 1], [1, 2, 3], [1, 1, 2]].map(enoughFor)).toEqual([false, false, false, false]);
  expect([[1, 2, 1, 2], [1, 1, 1, 2, 2]].map(enoughFor)).toEqual([true, true]);
});

test('means and deviations are those of the images; a class with one of them is left out', () => {
  const profile = provisionalProfile(members, ['SE_2_1', 'SE_3_1'], { classes: 10, excitation: 'sigmoid', images: 'mine' });
  expect([...profile.count]).toEqual([0, 1, 0, 2, 0, 0, 0, 2, 0, 0]);
  const [first] = profile.blocks;
  expect(first!.mean[3 * 2]).toBeCloseTo(0.3, 6);
  expect(first!.std[7 * 2 + 1]).toBeCloseTo(Math.SQRT1_2 * 0.2, 6);
  expect([...first!.scaleRef!]).toEqual([...meanExcitation(members, 'SE_2_1')]);
  const [statistics] = blockStatistics(profile);
  expect(statistics!.leftOut).toEqual([0, 1, 2, 4, 5, 6, 8, 9]);
  expect(statistics!.all[0]).toBeCloseTo(0.55, 6);
});
