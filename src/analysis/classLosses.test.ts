import { expect, test } from 'vitest';
import { classLosses, netByChance } from './classLosses';
import { seededRandom } from './random';
import type { SettingDecisions } from './settingDecisions';

test('the net change by chance is the hypergeometric one, reckoned in whole fractions', () => {
  const chances = netByChance(5, 40, 6, 4);
  [9.11843017106e-06, 0.00068388226283, 0.0133129080498, 0.0961994383047, 0.289738118685, 0.368758434548, 0.190484006273, 0.038115038115, 0.00265346317978, 4.55921508553e-05, 0].forEach((chance, i) => expect(chances[i]).toBeCloseTo(chance, 12));
  expect(chances.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
  const many = netByChance(50, 10000, 900, 300);
  expect(many.subarray(0, 50 - 12 + 1).reduce((a, b) => a + b)).toBeCloseTo(0.0005122182955, 12);
});

/** Classes of 50 images, each with as many lost and gained as `flips` says. */
function decisionsOf(flips: readonly (readonly [lost: number, gained: number])[]): SettingDecisions {
  const labels: number[] = [];
  const before: number[] = [];
  const after: number[] = [];
  for (const [id, [lost, gained]] of flips.entries()) {
    for (let i = 0; i < 50; i++) {
      labels.push(id);
      before.push(i < 25 ? id : 999);
      after.push(i < lost ? 999 : i < 25 ? id : i < 25 + gained ? id : 999);
    }
  }
  return { source: 'recorded', settings: [{}, {}], top1: [before, after], labels };
}

test('one class that bears all of it is found, and none where all bear it alike', () => {
  const one = classLosses(decisionsOf([[20, 0], ...Array.from({ length: 39 }, () => [1, 1] as const)]), 1);
  expect(one.classes.filter(({ adjusted }) => adjusted < 0.05).map(({ id }) => id)).toEqual([0]);
  expect(one.classes[0]).toMatchObject({ id: 0, n: 50, lost: 20, gained: 0 });
  const alike = classLosses(decisionsOf(Array.from({ length: 40 }, () => [5, 1] as const)), 1);
  expect(alike.classes.every(({ adjusted }) => adjusted > 0.5)).toBe(true);
});

test('bins hold every class once, and as many by chance', () => {
  const { bins } = classLosses(decisionsOf([[20, 0], ...Array.from({ length: 39 }, (_, k) => [k % 3, 1] as const)]), 1);
  expect(bins.width).toBe(2);
  expect(bins.counts.reduce((a, b) => a + b)).toBe(40);
  expect(bins.expected.reduce((a, b) => a + b)).toBeCloseTo(40, 0);
  expect(bins.range[0]).toBe(-41);
  const zero = Math.round((0 - bins.range[0]) / bins.width - 0.5);
  expect(bins.range[0] + (zero + 0.5) * bins.width).toBe(0);
});

test('flips that fall on images at random name a class in at most one trial of twenty', () => {
  const random = seededRandom(5);
  const labels = Array.from({ length: 1000 }, (_, i) => i % 20);
  let named = 0;
  for (let trial = 0; trial < 200; trial++) {
    const before = labels.map((label) => (random() < 0.5 ? label : 999));
    const after = before.map((was, i) => (random() < 0.15 ? (was === 999 ? labels[i]! : 999) : was));
    const { classes } = classLosses({ source: 'live', settings: [{}, {}], top1: [before, after], labels }, 1);
    named += Number(classes.some(({ adjusted }) => adjusted < 0.05));
  }
  expect(named).toBeLessThanOrEqual(17);
});
