// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { palette } from '../palette';
import { DifferencePanel } from './DifferencePanel';
import { barsOf, channelsBetween, layoutDifference } from './geometry';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

test('one unit takes the same px up and down', () => {
  const { y, bottom, top } = layoutDifference(200, 0.5, 150);
  expect([y(0.5), y(-0.5), bottom - top]).toEqual([top, bottom, 150]);
});

test('no extreme is lost where channels are more than pixels', () => {
  const values = Float32Array.from({ length: 1000 }, (_, c) => (c === 500 ? 0.9 : c === 501 ? -0.8 : 0.1));
  const order = Uint32Array.from({ length: 1000 }, (_, i) => i);
  const bars = barsOf(values, order, { left: 0, right: 100 });
  expect(bars.high).toHaveLength(50);
  expect([Math.max(...bars.high), Math.min(...bars.low)].map((v) => v.toFixed(1))).toEqual(['0.9', '-0.8']);
  expect(bars.mean[0]).toBeCloseTo(0.1);
});

test('few channels have a bar each', () => {
  const bars = barsOf([0.2, -0.4], [1, 0], { left: 0, right: 100 });
  expect([...bars.mean].map((v) => v.toFixed(1))).toEqual(['-0.4', '0.2']);
});

test('a brush holds its ends, from either side', () => {
  expect(channelsBetween([5, 3, 8, 1], 2, 0)).toEqual([5, 3, 8]);
});

test('the keyboard opens one channel, and a group with Shift', () => {
  const host = document.body.appendChild(document.createElement('div'));
  const onOpen = vi.fn();
  const props = { label: 'Difference', order: [4, 2, 0], difference: [0, 0, 0, 0, 0], colours: [palette[0]!, palette[1]!] as const, limit: 0.5, unit: 100 };
  act(() => createRoot(host).render(<DifferencePanel {...props} hoverChannel={2} format={String} describe={String} onOpen={onOpen} />));
  const input = host.querySelector('input')!;
  const press = (key: string, shiftKey = false) => act(() => void input.dispatchEvent(new KeyboardEvent('keydown', { key, shiftKey, bubbles: true })));
  press('Enter');
  expect(onOpen).toHaveBeenLastCalledWith([2]);
  press('Shift', true);
  press('ArrowRight', true);
  press('ArrowRight', true);
  press('Enter');
  expect(onOpen).toHaveBeenLastCalledWith([2, 0]);
});
