// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { ChangeInterval } from './ChangeInterval';
import { layoutChange } from './geometry';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

test('the scale is symmetric, holds the interval and keeps to the wished limit', () => {
  const at = layoutChange({ value: -0.7, low: -1.1, high: -0.2 }, 320);
  expect(at.limit).toBe(1.5);
  expect(at.centre).toBe(160);
  expect(at.value).toBeCloseTo(160 - (0.7 / 1.5) * 150);
  expect(layoutChange({ value: 0, low: -0.2, high: 0.2 }, 320, 1.5).limit).toBe(1.5);
  expect(layoutChange({ value: -9, low: -9.6, high: -8 }, 320, 1.5).low).toBeGreaterThanOrEqual(10);
});

test('nothing flipped: still a point, an interval and words', () => {
  const host = document.createElement('div');
  act(() =>
    createRoot(host).render(
      <ChangeInterval
        estimate={{ value: 0, low: -0.0383, high: 0.0383 }}
        label="No change"
        noChange="no change"
        ends={(limit) => [`${limit} points lost`, `${limit} gained`]}
      />,
    ),
  );
  expect([...host.querySelectorAll('text')].map((text) => text.textContent)).toEqual(['0.05 points lost', 'no change', '0.05 gained']);
  expect(host.querySelector('figure')!.getAttribute('aria-label')).toBe('No change');
});
