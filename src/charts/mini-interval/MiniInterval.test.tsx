// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { layoutMini } from './geometry';
import { MiniInterval } from './MiniInterval';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

test('places on a shared scale, cut at its end', () => {
  const at = layoutMini({ value: -1, low: -3, high: -0.5 }, [-2, 0], 74);
  expect(at).toEqual({ zero: 70, low: 4, value: 37, high: 53.5, cut: { low: true, high: false }, beyond: false });
});

test('a gate without a record draws its zero and nothing else', () => {
  const host = document.createElement('div');
  const root = createRoot(host);
  act(() => root.render(<MiniInterval domain={[-2, 1]} />));
  expect(host.querySelectorAll('line')).toHaveLength(1);
  act(() => root.render(<MiniInterval domain={[-2, 1]} estimate={{ value: -1, low: -1.5, high: -0.5 }} label="lost 1.0" />));
  expect(host.querySelectorAll('polygon')).toHaveLength(1);
  expect(host.textContent).toBe('lost 1.0');
  act(() => root.render(<MiniInterval domain={[-2, 1]} estimate={{ value: -15, low: -16, high: -14 }} label="lost 15.0" />));
  expect([host.querySelectorAll('polygon').length, host.querySelectorAll('path').length]).toEqual([0, 1]);
});
