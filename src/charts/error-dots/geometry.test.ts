import { expect, test } from 'vitest';
import { textWidth } from '../text';
import { layoutDots } from './geometry';

const groups = [
  { key: 'a', label: 'First', rows: [{ key: 'one', label: 'one', values: [10, 12] }, { key: 'two', label: 'two', values: [11], mean: { value: 11, low: 8, high: 14 } }] },
  { key: 'b', label: 'Second', rows: [{ key: 'three', label: 'a far longer name than fits a phone', values: [13], mean: { value: 13, low: NaN, high: NaN } }] },
];

test.each([600, 260])('at %i px rows stand under their heads, and points and intervals inside the axis', (width) => {
  const { rows, heads, x, left, right, bottom } = layoutDots(groups, width, 'error, %');
  expect([heads[0]!.y, rows[0]!.y, rows[1]!.y, heads[1]!.y, rows[2]!.y, bottom]).toEqual([heads[0]!.y, rows[0]!.y, rows[1]!.y, heads[1]!.y, rows[2]!.y, bottom].toSorted((a, b) => a - b));
  for (const value of [8, 14]) expect(x(value) > left && x(value) < right).toBe(true);
  expect(left).toBeLessThanOrEqual(width * 0.45);
});

test('the title stands under the middle of the plot, and a long one within the chart', () => {
  const title = 'error, %, every run a point, as long';
  const [wide, narrow] = [900, 260].map((width) => layoutDots(groups, width, title));
  expect(wide!.titleAt).toBe((wide!.left + wide!.right) / 2);
  expect(narrow!.titleAt + textWidth(title, 11) / 2).toBeLessThanOrEqual(260);
});

test('what collapsed, and the interval of its row, don’t stretch the axis of the others', () => {
  const [plain, collapsed] = [undefined, { values: [72], text: 'collapsed 72' }].map((off) => layoutDots([{ key: 'c', label: 'C', rows: [{ key: 'd', label: 'd', values: [20, 30] }, { key: 'e', label: 'e', values: [28], mean: { value: 36, low: 17, high: 55 }, off }] }], 600, ''));
  expect(plain!.x.domain()[1]).toBeGreaterThan(55);
  expect(collapsed!.x.domain()[0]).toBeGreaterThan(19);
  expect(collapsed!.x.domain()[1]).toBeLessThan(31);
});

test('one row with one value has an axis', () => {
  const { x, ticks } = layoutDots([{ key: 'a', label: 'A', rows: [{ key: 'b', label: 'b', values: [5] }] }], 400, 'error, %');
  expect(Number.isFinite(x(5))).toBe(true);
  expect(ticks.length).toBeGreaterThan(0);
});
