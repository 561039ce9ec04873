// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { ClassLosses } from './ClassLosses';
import { layoutLosses } from './geometry';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const bins = { width: 2, range: [-5, 3] as const, counts: [1, 0, 8, 2], expected: [0.1, 1.9, 7, 2] };

test('bars and outline share one scale, and zero lies in the middle of its bin', () => {
  const { bars, x, y, bottom, outline } = layoutLosses(bins, 450, 220);
  expect(bars.map(({ height }) => Math.round(height))).toEqual(bins.counts.map((count) => Math.round(bottom - y(count))));
  expect(bars[2]!.x + bars[2]!.width / 2).toBeCloseTo(x(0), 6);
  expect(outline.match(/V/g)).toHaveLength(5);
});

test('reads bin by bin, from the first with a class', () => {
  const host = document.body.appendChild(document.createElement('div'));
  act(() =>
    createRoot(host).render(<ClassLosses {...bins} label="Losses" x="points" y="classes" legend={['seen', 'by chance']} format={String} describe={(points, count, expected) => `${points}: ${count} (${expected})`} />),
  );
  const slider = host.querySelector('input')!;
  expect(slider.getAttribute('aria-valuetext')).toBe('-4: 1 (0.1)');
  expect(host.textContent).toContain('by chance');
  act(() => slider.focus());
  expect(host.querySelector('text.strong')!.textContent).toBe('-4: 1 (0.1)');
});
