import { expect, test } from 'vitest';
import { layoutModule, type ModuleBox } from './geometry';

const box = (id: string, from: string[], lanes: [number, number]): ModuleBox => ({ id, title: id, shape: '8 × 8', from, lanes });

/** A residual unit with its block at the side. */
const unit = [
  box('input', [], [0, 1]),
  box('conv', ['input'], [1, 1]),
  box('squeeze', ['conv'], [2, 2]),
  box('excite', ['squeeze'], [2, 2]),
  box('scale', ['conv', 'excite'], [1, 1]),
  box('shortcut', ['input'], [0, 0]),
  box('add', ['scale', 'shortcut'], [0, 1]),
];

test.each([300, 360, 760])('at %i px each box stands below what it reads, inside, and none over another', (width) => {
  const { boxes, edges, width: own, height } = layoutModule(unit, width);
  const place = (id: string) => boxes.find((one) => one.id === id)!;
  expect(own).toBeLessThanOrEqual(width);
  for (const { id, from } of unit) {
    const { left, top, width: across, height: tall } = place(id);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + across).toBeLessThanOrEqual(own);
    expect(top + tall).toBeLessThanOrEqual(height);
    for (const name of from) expect(top).toBeGreaterThan(place(name).top + place(name).height);
    for (const other of boxes) {
      const apart = other.id === id || other.left >= left + across || left >= other.left + other.width || other.top >= top + tall || top >= other.top + other.height;
      expect([id, other.id, apart]).toEqual([id, other.id, true]);
    }
  }
  expect(edges.map(({ key }) => key)).toEqual(unit.flatMap(({ id, from }) => from.map((name) => `${name} ${id}`)));
});

test('lines run straight down, out of the side and into the side', () => {
  const { edges } = layoutModule(unit, 600);
  const path = (key: string) => edges.find((edge) => edge.key === key)!.path;
  expect(path('conv scale')).toMatch(/^M[\d.]+,[\d.]+V[\d.]+$/);
  expect(path('shortcut add')).toMatch(/^M[\d.]+,[\d.]+V[\d.]+$/);
  expect(path('conv squeeze')).toMatch(/^M[\d.]+,[\d.]+H[\d.]+V[\d.]+$/);
  expect(path('excite scale')).toMatch(/^M[\d.]+,[\d.]+V[\d.]+H[\d.]+$/);
});
