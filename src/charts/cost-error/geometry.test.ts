import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { PaperTables } from '../../contracts';
import { textWidth } from '../text';
import { type CostPoint, layoutCosts, type PlacedPoint } from './geometry';

const points: CostPoint[] = [
  { key: 'a', label: 'Network A', at: [1, 20], from: [1, 22] },
  { key: 'b', label: 'Network B', at: [10, 24], from: [10, 25] },
  { key: 'c', label: 'Network C', at: [10.5, 24.2], from: [10.4, 25.4] },
];
const sizes = { height: 300, format: String };

test('cost to the right, error upwards, by its logarithm where that is asked for', () => {
  const { points: [a, b] } = layoutCosts(points, { ...sizes, width: 600, log: true });
  expect(a!.to[0]).toBeLessThan(b!.to[0]);
  expect(a!.start![1]).toBeLessThan(a!.to[1]);
  const { left, right, xTicks } = layoutCosts(points, { ...sizes, width: 600, log: true });
  const at = (value: number) => xTicks.find((tick) => tick.value === value)!.px;
  expect(at(2) - at(1)).toBeCloseTo(at(10) - at(5), 6);
  for (const { px } of xTicks) expect(px >= left && px <= right).toBe(true);
});

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}
const apart = (a: Box, b: Box) => a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

const boxed = ({ label, text: { x, y, anchor } }: PlacedPoint): Box => {
  const length = textWidth(label, 11);
  const left = anchor === 'start' ? x : anchor === 'end' ? x - length : x - length / 2;
  return { left, right: left + length, top: y - 10, bottom: y + 3 };
};
const arrow = ({ to, start = to }: PlacedPoint): Box => ({ left: to[0] - 3, right: to[0] + 3, top: Math.min(to[1], start[1]), bottom: Math.max(to[1], start[1]) });

test.each([600, 330])('at %i px no two labels touch, and all stay inside', (width) => {
  const boxes = layoutCosts(points, { ...sizes, width, log: true }).points.map(boxed);
  for (const [i, a] of boxes.entries()) {
    expect(a.left).toBeGreaterThanOrEqual(0);
    expect(a.right).toBeLessThanOrEqual(width);
    for (const b of boxes.slice(i + 1)) expect(apart(a, b)).toBe(true);
  }
});

const { tables } = JSON.parse(readFileSync('public/paper/tables.json', 'utf8')) as PaperTables;
const systems = tables.filter(({ number }) => number === 2 || number === 3).flatMap(({ rows }) => rows);

test.each([620, 440, 350, 320].flatMap((width) => [{ width, which: 'top1' as const }, { width, which: 'top5' as const }]))("at $width px no label of the paper's systems lies on another or on an arrow: $which", ({ width, which }) => {
  const arrows = systems.flatMap((row): CostPoint[] => {
    const base = systems.find(({ id }) => id === row.base);
    return base?.gflops && row.gflops ? [{ key: row.id, label: base.name, at: [row.gflops, row[which]], from: [base.gflops, base[which]] }] : [];
  });
  expect(arrows.length).toBeGreaterThan(8);
  const placed = layoutCosts(arrows, { width, height: width < 440 ? 532 : 380, log: true, format: String }).points;
  const touching = placed.flatMap((a) => placed.filter((b) => (a !== b && !apart(boxed(a), boxed(b))) || !apart(boxed(a), arrow(b))).map((b) => `${a.label} on ${b.label}`));
  expect(touching).toEqual([]);
});
