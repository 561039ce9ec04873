// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { DistanceMatrix } from './DistanceMatrix';
import { pixelsOf, rampAt } from './paint';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

test('colours run from near to far in both schemes, and unknown cells are clear', () => {
  expect([rampAt(-1, 'light'), rampAt(2, 'light')]).toEqual(['rgb(247, 247, 252)', 'rgb(19, 26, 87)']);
  const pixels = pixelsOf({ columns: 3, rows: 1, cells: Float32Array.of(0, Number.NaN, 9) }, 0.5, 'dark');
  expect([...pixels.subarray(0, 4)]).toEqual([29, 33, 48, 255]);
  expect(pixels[7]).toBe(0);
  expect([...pixels.subarray(8)]).toEqual([243, 244, 255, 255]);
});

test('arrow keys move in both directions by the shown order, and Enter opens', () => {
  const host = document.body.appendChild(document.createElement('div'));
  const [onHover, onOpen] = [vi.fn(), vi.fn()];
  act(() =>
    createRoot(host).render(
      <DistanceMatrix
        label="Distances"
        distances={Float32Array.of(0, 0.1, 0.2, 0.1, 0, 0.3, 0.2, 0.3, 0)}
        order={[2, 0, 1]}
        limit={0.3}
        chosen={{ a: 0, b: 1 }}
        format={String}
        legend="distance"
        describe={({ a, b }) => `${a} to ${b}`}
        onHover={onHover}
        onOpen={onOpen}
      />,
    ),
  );
  const input = host.querySelector('input')!;
  expect(input.getAttribute('aria-valuetext')).toBe('0 to 1');
  expect(host.querySelectorAll('rect.chosen')).toHaveLength(2);
  const press = (key: string) => act(() => void input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
  press('ArrowUp');
  expect(onHover).toHaveBeenLastCalledWith({ a: 2, b: 1 });
  press('Enter');
  expect(onOpen).toHaveBeenCalledWith({ a: 0, b: 1 });
});
