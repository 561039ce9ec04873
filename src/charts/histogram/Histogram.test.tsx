// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { palette } from '../palette';
import { binAt, layoutHistogram, shares, stepPath } from './geometry';
import { Histogram } from './Histogram';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

test('shares add to one, and nothing counted is zeros', () => {
  expect(shares(new Uint32Array([1, 1, 2]))).toEqual([0.25, 0.25, 0.5]);
  expect(shares(new Uint32Array(3))).toEqual([0, 0, 0]);
});

test('steps start and end on the axis; bins are found by px', () => {
  const layout = layoutHistogram([0, 1], [[0.6, 0.2, 0.2, 0]], 210, 140);
  expect([layout.left, layout.right]).toEqual([40, 200]);
  expect(stepPath(layout, [0.6, 0, 0, 0.6])).toBe('M40,118V18H80V118H120V118H160V18H200V118');
  expect([0, 40, 79, 80, 199, 500].map((px) => binAt(layout, 4, px))).toEqual([0, 0, 0, 1, 3, 3]);
});

test('draws 40 bins, two thresholds and one class', () => {
  const host = document.createElement('div');
  const counts = Uint32Array.from({ length: 40 }, (_, i) => i);
  act(() =>
    createRoot(host).render(
      <Histogram
        label="Excitations of SE_5_2"
        counts={counts}
        range={[0, 1]}
        overlay={{ counts: counts.toReversed(), colour: palette[0]! }}
        thresholds={[
          { value: 0.1, label: '1 % below', side: 'right' },
          { value: 0.9, label: '40 % above', side: 'left' },
        ]}
        formatX={String}
        formatShare={(share) => `${Math.round(share * 100)} %`}
        describe={(from, to, share) => `${from}–${to}: ${share.toFixed(3)}`}
      />,
    ),
  );
  expect(host.querySelectorAll('path')).toHaveLength(2);
  expect(host.textContent).toContain('40 % above');
  expect(host.querySelector('input')!.getAttribute('aria-valuetext')).toBe('0–0.025: 0.000');
});
