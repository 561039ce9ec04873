import { expect, test } from 'vitest';
import { barOf, type ColumnSpec, domainOf, layoutFlow, mapBox, rowAt, rowsFor, shownChannels } from './geometry';
import { cellsOf } from './paint';

const columns: ColumnSpec[] = [
  { key: 'U', kind: 'maps', count: 64 },
  { key: 'z', kind: 'channels', count: 64 },
  { key: 'h', kind: 'units', count: 16 },
  { key: 's', kind: 'channels', count: 64 },
  { key: 'scaled', kind: 'maps', count: 64 },
];

test.each([320, 390, 839, 840, 1100, 3000])('at %i px columns follow one another and stay inside', (width) => {
  const rows = rowsFor(width);
  const layout = layoutFlow(columns, rows, width);
  const along = layout.wide ? (c: (typeof layout.columns)[0]) => [c.body.left, c.body.width] : (c: (typeof layout.columns)[0]) => [c.body.top, c.body.height];
  for (const [i, column] of layout.columns.entries()) {
    const [start, length] = along(column);
    const before = layout.columns[i - 1];
    if (before) expect(start).toBeGreaterThanOrEqual(along(before)[0]! + along(before)[1]! - 1e-9);
    expect(start! + length!).toBeLessThanOrEqual((layout.wide ? width : layout.height) + 1e-9);
    const last = mapBox(layout, column, rows - 1);
    expect(last.left + last.width).toBeLessThanOrEqual(width);
    expect(last.top + last.height).toBeLessThanOrEqual(layout.height);
  }
});

test('bars grow along the flow from zero, negative ones backwards', () => {
  for (const width of [390, 1100]) {
    const layout = layoutFlow(columns, rowsFor(width), width);
    const long = ({ width: w, height: h }: { width: number; height: number }): number => (layout.wide ? w : h);
    const start = ({ left, top }: { left: number; top: number }): number => (layout.wide ? left : top);
    const [up, half, below] = [1, 0.5, -1].map((value) => barOf(layout, layout.columns[1]!, 0, 8, value, [-1, 1]));
    expect(long(up!)).toBeCloseTo(2 * long(half!));
    expect(start(up!)).toBeCloseTo(start(below!) + long(below!));
    const units = Array.from({ length: 16 }, (_, j) => barOf(layout, layout.columns[2]!, j, 16, 1, [0, 1]));
    expect(new Set(units.map(({ enter }) => (layout.wide ? enter.y : enter.x))).size).toBe(16);
  }
});

test('a row is found under the pointer, none above them', () => {
  const layout = layoutFlow(columns, 12, 1100);
  const box = mapBox(layout, layout.columns[0]!, 7);
  expect(rowAt(layout, 12, 5, box.top + 2)).toBe(7);
  expect(rowAt(layout, 12, 5, 10)).toBeUndefined();
});

test('scales hold zero, and a channel is cut out of its map', () => {
  expect(domainOf([2, 5])).toEqual([0, 5]);
  expect(domainOf([-2, -1])).toEqual([-2, 0]);
  expect(domainOf([0])).toEqual([0, 1]);
  expect(Array.from(cellsOf({ values: Float32Array.of(1, 2, 3, 4, 5, 6), size: [1, 3], channels: 2, channel: 1 }))).toEqual([2, 4, 6]);
});

test('a followed channel is always shown', () => {
  expect(shownChannels([4, 2, 0, 1], 3, 2)).toEqual([4, 2, 0]);
  expect(shownChannels([4, 2, 0, 1], 3, 1)).toEqual([4, 2, 1]);
});
