// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { ClassHeatmap } from './ClassHeatmap';
import { gridOf, partAt } from './geometry';
import { pixelsOf, ramp } from './paint';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const values = Float32Array.of(0, 0.2, 0.4, 0.6, 1, 0.8, 0.6, 0.4);

test('a grid follows both orders, and joins what shares a cell by its mean', () => {
  const whole = gridOf(values, 4, [1, 0], [3, 2, 1, 0], 99, 99);
  expect([whole.rows, whole.columns]).toEqual([2, 4]);
  expect(Array.from(whole.cells, (cell) => Math.round(cell * 10))).toEqual([4, 6, 8, 10, 6, 4, 2, 0]);
  const half = gridOf(values, 4, [0, 1], [0, 1, 2, 3], 2, 1);
  expect([half.rows, half.columns]).toEqual([1, 2]);
  expect(half.cells[0]).toBeCloseTo((0 + 0.2 + 1 + 0.8) / 4);
});

test('colours run from the ramp’s first to its last, and values outside stay at its ends', () => {
  const pixels = pixelsOf({ columns: 3, rows: 1, cells: Float32Array.of(-1, 1, 7) }, [0, 1]);
  expect(pixels.slice(0, 4)).toEqual(ramp.slice(0, 4));
  expect(pixels.slice(4, 8)).toEqual(ramp.slice(-4));
  expect(pixels.slice(8)).toEqual(ramp.slice(-4));
});

test('px fall into their part', () => {
  expect([-1, 0, 9.9, 10, 200].map((px) => partAt(px, 40, 4))).toEqual([0, 0, 0, 1, 3]);
});

test('the keyboard moves by class and by channel', () => {
  const host = document.body.appendChild(document.createElement('div'));
  const [onHover, onOpen] = [vi.fn(), vi.fn()];
  act(() =>
    createRoot(host).render(
      <ClassHeatmap
        label="Class by channel"
        values={values}
        channels={4}
        classOrder={[1, 0]}
        channelOrder={[3, 2, 1, 0]}
        className={(id) => ['goldfish', 'cliff'][id]!}
        hover={{ classId: 1, channel: 2 }}
        format={String}
        legend="mean excitation"
        describe={({ classId, channel }) => `${classId} at ${channel}`}
        onHover={onHover}
        onOpen={onOpen}
      />,
    ),
  );
  const input = host.querySelector('input')!;
  expect(input.getAttribute('aria-valuetext')).toBe('1 at 2');
  expect(host.textContent).toContain('cliff');
  const press = (key: string) => act(() => void input.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true })));
  press('ArrowDown');
  expect(onHover).toHaveBeenLastCalledWith({ classId: 0, channel: 2 });
  press('ArrowUp');
  expect(onHover).toHaveBeenLastCalledWith({ classId: 1, channel: 2 });
  press('Enter');
  expect(onOpen).toHaveBeenCalledWith({ classId: 1, channel: 2 });
});
