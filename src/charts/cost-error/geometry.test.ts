import { expect, test } from 'vitest';
import { textWidth } from '../text';
import { type CostPoint, layoutCosts } from './geometry';

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

test.each([600, 330])('at %i px no two labels touch, and all stay inside', (width) => {
  const boxes = layoutCosts(points, { ...sizes, width, log: true }).points.map(({ label, text: { x, y, anchor } }) => {
    const length = textWidth(label, 11);
    const left = anchor === 'start' ? x : anchor === 'end' ? x - length : x - length / 2;
    return { left, right: left + length, top: y - 10, bottom: y + 3 };
  });
  for (const [i, a] of boxes.entries()) {
    expect(a.left).toBeGreaterThanOrEqual(0);
    expect(a.right).toBeLessThanOrEqual(width);
    for (const b of boxes.slice(i + 1)) expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).toBe(true);
  }
});
