// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { Frontier } from './Frontier';
import { type FrontierPoint, layoutFrontier, nearest } from './geometry';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const point = (key: string, x: number, value: number, mark: FrontierPoint['mark'] = 'filled'): FrontierPoint => ({ key, x, y: { value, low: value - 1, high: value + 1 }, mark });
const points = [point('live', 100, 42), point('a', 60, 41), point('b', 60, 38, 'open'), point('c', 60.2, 41), point('least', 20, 36, 'open')];
const sizes = { width: 500, height: 300, format: String, formatX: String };

test('cost to the right, accuracy upwards, all with their intervals inside', () => {
  const { places, left, right, top, bottom } = layoutFrontier(points, sizes);
  expect(places[4]!.x).toBeLessThan(places[1]!.x);
  expect(places[1]!.x).toBeLessThan(places[0]!.x);
  expect(places[0]!.y).toBeLessThan(places[1]!.y);
  for (const { x, low, high } of places) expect(x > left && x < right && high >= top && low <= bottom).toBe(true);
});

test('points of one cost stand side by side and stay near it', () => {
  const many = [point('live', 100, 42), ...Array.from({ length: 40 }, (_, i) => point(`p${i}`, 20, 40 - i / 10))];
  const { places, x } = layoutFrontier(many, { ...sizes, width: 320 });
  const own = places.slice(1).map((place) => place.x);
  expect(new Set(own.map((px) => px.toFixed(3))).size).toBe(40);
  for (const px of own) expect(Math.abs(px - x(20))).toBeLessThanOrEqual(30.5);
});

test('one point alone, and the nearest within reach', () => {
  const one = layoutFrontier([point('live', 5, 42)], sizes);
  expect(one.places[0]!.x).toBeCloseTo((one.left + one.right) / 2, 0);
  const layout = layoutFrontier(points, sizes);
  expect(nearest(layout, [layout.places[4]!.x + 5, layout.places[4]!.y - 5])).toBe(4);
  expect(nearest(layout, [layout.places[4]!.x + 60, layout.places[4]!.y + 60])).toBeUndefined();
});

test('the keyboard goes from the lightest to the heaviest, focus reads out, a click chooses', () => {
  const [onHover, onSelect] = [vi.fn(), vi.fn()];
  const host = document.body.appendChild(document.createElement('div'));
  act(() =>
    createRoot(host).render(
      <Frontier label="Frontier" points={points} front={[0, 1, 4]} names={[{ at: 0, text: 'all live' }]} chosen="a" x="cost" format={String} formatX={String} describe={(key) => `network ${key}`} onHover={onHover} onSelect={onSelect} />,
    ),
  );
  const buttons = [...host.querySelectorAll<HTMLButtonElement>('.frontier-points button')];
  expect(buttons.map((button) => button.getAttribute('aria-label'))).toEqual(['network least', 'network a', 'network b', 'network c', 'network live']);
  expect(buttons.map((button) => button.tabIndex)).toEqual([-1, 0, -1, -1, -1]);
  expect(buttons[1]!.getAttribute('aria-pressed')).toBe('true');
  act(() => buttons[1]!.focus());
  act(() => void buttons[1]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true })));
  expect(document.activeElement).toBe(buttons[4]);
  expect(onHover).toHaveBeenLastCalledWith('live');
  act(() => buttons[0]!.click());
  expect(onSelect).toHaveBeenCalledWith('least');
  expect(host.textContent).toContain('all live');
});
