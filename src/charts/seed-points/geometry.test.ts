import { expect, test } from 'vitest';
import { textWidth } from '../text';
import { BAR, layoutSeeds, type SeedBar, type SeedGroup } from './geometry';

const groups: SeedGroup[] = [
  { key: 'all', x: 100, values: [40, 42], mark: 'filled' },
  { key: 'late', x: 90, values: [41], mark: 'filled' },
  { key: 'late frozen', x: 90, values: [39], mark: 'open' },
];
const layout = (width: number, bar?: SeedBar) => layoutSeeds(groups, { width, height: 200, label: String, name: (x) => `row ${x}`, format: String, bar });

test('groups of one cost stand side by side around their place', () => {
  const { points, places } = layout(500);
  expect(places.map(({ x }) => x)).toEqual([90, 100]);
  expect(points[1]![0]![0] + points[2]![0]![0]).toBeCloseTo(2 * places[0]!.px, 9);
  expect(points[1]![0]![0]).toBeLessThan(points[2]![0]![0]);
  expect(points[0]!.map(([x]) => x)).toEqual([places[1]!.px, places[1]!.px]);
});

test('a bar longer than what is drawn still fits', () => {
  const { y, top, bottom } = layout(500, { size: 10, label: '10 points' });
  const [low, high] = y.domain() as [number, number];
  expect(high - low).toBeGreaterThan(10);
  expect(y(high - 10)).toBeLessThanOrEqual(bottom);
  expect(y(high)).toBe(top);
});

test('no point lies over the bar or its label', () => {
  const bar = { size: 1, label: '1.40 points' };
  for (const width of [260, 500]) {
    const { points, left } = layout(width, bar);
    expect(Math.min(...points.flat().map(([x]) => x))).toBeGreaterThan(left + BAR + 8 + textWidth(bar.label, 11));
  }
});

test('on a phone everything stays inside and labels do not touch', () => {
  const { points, places, left, right } = layoutSeeds(groups, { width: 260, height: 200, label: (x) => `${x},000,000`, name: () => 'a name that is far too long for a phone', format: String });
  for (const [x] of points.flat()) expect(x > left && x < right).toBe(true);
  expect(places.every(({ labelled }) => labelled)).toBe(places[1]!.px - places[0]!.px >= 10 * 11 * 0.6 + 6);
  expect(places.some(({ namePx }) => namePx !== undefined)).toBe(false);
  expect(layoutSeeds([groups[0]!], { width: 300, height: 200, label: String, name: String, format: String }).places).toEqual([expect.objectContaining({ x: 100, labelled: true, namePx: expect.any(Number) as number })]);
});
