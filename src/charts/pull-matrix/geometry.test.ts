import { expect, it } from 'vitest';
import { layoutPull, layoutScale, rangeAt } from './geometry';

it('fits the width, and names as many blocks as have room', () => {
  const layout = layoutPull(400, 16);
  expect(layout.left + layout.size).toBeLessThanOrEqual(392);
  expect(layout.cell * 16).toBeCloseTo(layout.size);
  expect(layout.step).toBe(2);
  expect(layoutPull(2000, 3).cell).toBe(40);
  expect(layoutPull(2000, 3).step).toBe(1);
});

it('finds the range under a point; below the diagonal the block itself', () => {
  const layout = layoutPull(400, 4);
  const at = (row: number, column: number) => rangeAt(layout, 4, layout.left + (column + 0.5) * layout.cell, layout.top + (row + 0.5) * layout.cell);
  expect(at(1, 3)).toEqual({ from: 1, to: 3 });
  expect(at(2, 2)).toEqual({ from: 2, to: 2 });
  expect(at(3, 1)).toEqual({ from: 1, to: 1 });
  expect(rangeAt(layout, 4, -50, 9999)).toEqual({ from: 0, to: 0 });
});

it('keeps the scale and the words at its ends within the width', () => {
  const layout = layoutPull(330, 16);
  expect(layoutScale(layout, [20, 20])).toEqual({ x: layout.left + layout.size / 2 - 60, length: 120 });
  expect(layoutScale(layout, [60, 100])).toEqual({ x: 110, length: 120 });
  expect(layoutScale(layout, [90, 150])).toEqual({ x: 90, length: 90 });
});
