// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { DepthRows } from './DepthRows';
import type { DepthBlock, DepthRow } from './geometry';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const blocks: DepthBlock[] = [
  { id: 'SE_2_1', stage: 2, label: '2·1' },
  { id: 'SE_5_2', stage: 5, label: '5·2' },
  { id: 'SE_5_3', stage: 5, label: '5·3' },
];
const rows: DepthRow[] = [
  { key: 'spread', title: 'Do classes differ?', mark: 'line', values: [0.1, 0.2, 0.05], expanded: true, format: String },
  {
    key: 'matter',
    title: 'Does it matter?',
    mark: 'interval',
    values: [{ value: -0.1, low: -0.3, high: 0.1 }, { value: -1, low: -1.4, high: -0.6 }, undefined],
    extra: [{ key: 'off', label: 'off', values: [-1, undefined, -0.5] }],
    format: String,
  },
];

function draw(shown = rows) {
  const calls = { onHover: vi.fn(), onSelect: vi.fn(), onRowClick: vi.fn() };
  const host = document.body.appendChild(document.createElement('div'));
  act(() =>
    createRoot(host).render(
      <DepthRows
        label="Depth"
        blocks={blocks}
        rows={shown}
        stageLabel={(stage) => `stage ${stage}`}
        describe={(block) => `block ${block}`}
        hover="SE_5_2"
        selected="SE_2_1"
        {...calls}
      />,
    ),
  );
  return { host, ...calls };
}

test('draws stages, labels, a diamond for a loss and a circle where zero is inside', () => {
  const { host } = draw();
  const texts = [...host.querySelectorAll('text')].map((text) => text.textContent);
  expect(texts).toEqual(expect.arrayContaining(['stage 2', 'stage 5', '2·1', '5·3', 'off', '0.2', '-1']));
  expect(host.querySelectorAll('polygon')).toHaveLength(1);
  expect(host.querySelector('polygon')!.getAttribute('fill')).toBe('var(--loss)');
});

test('a row without any value says why, in place of its axis', () => {
  const waiting: DepthRow = { ...rows[1]!, values: [undefined, undefined, undefined], extra: undefined, empty: 'loading' };
  const texts = (shown: DepthRow[]) => [...draw(shown).host.querySelectorAll('text')].map((text) => text.textContent);
  expect(texts([rows[0]!, waiting])).toContain('loading');
  expect(texts([rows[0]!, { ...rows[1]!, empty: 'loading' }])).not.toContain('loading');
});

test('one block is in the tab order; arrows move, focus reads out, a click selects', () => {
  const { host, onHover, onSelect } = draw();
  const columns = [...host.querySelectorAll<HTMLButtonElement>('.depth-columns button')];
  expect(columns.map((column) => column.tabIndex)).toEqual([0, -1, -1]);
  expect(columns[0]!.getAttribute('aria-pressed')).toBe('true');
  act(() => columns[0]!.focus());
  act(() => void columns[0]!.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true })));
  expect(document.activeElement).toBe(columns[2]);
  expect(onHover).toHaveBeenLastCalledWith('SE_5_3');
  expect(columns.map((column) => column.tabIndex)).toEqual([-1, -1, 0]);
  act(() => columns[1]!.click());
  expect(onSelect).toHaveBeenCalledWith('SE_5_2');
});

test('only a row that can open is a button', () => {
  const { host, onRowClick } = draw();
  const titles = [...host.querySelectorAll<HTMLButtonElement>('button.depth-title')];
  expect(titles).toHaveLength(1);
  expect(titles[0]!.getAttribute('aria-expanded')).toBe('true');
  act(() => titles[0]!.click());
  expect(onRowClick).toHaveBeenCalledWith('spread');
});

test('two lines of unlike depth: each value at its own place, with its interval and its own sign', () => {
  const { host } = draw([
    {
      key: 'two',
      title: 'Do classes differ?',
      mark: 'series',
      values: [],
      format: String,
      extra: [
        { key: 'a', label: 'A', values: [{ value: 0.2, low: 0.1, high: 0.9 }, 0.1, 0.1], points: 'circle' },
        { key: 'b', label: 'B', values: [0.3, 0.4], at: [0, 1.5], points: 'square', dash: '5 3' },
      ],
    },
  ]);
  const places = (selector: string, name: string) => [...host.querySelectorAll(selector)].map((mark) => Number(mark.getAttribute(name)));
  const [first, second, third] = places('circle', 'cx');
  const squares = [...host.querySelectorAll('rect[stroke="var(--ink)"]')].map((mark) => Number(mark.getAttribute('x')) + Number(mark.getAttribute('width')) / 2);
  expect(squares[0]).toBeCloseTo(first!);
  expect(squares[1]).toBeCloseTo((second! + third!) / 2);
  expect(host.textContent).toContain('A');
  expect(host.textContent).toContain('B');
  // The interval's end is inside the scale.
  expect(Math.min(...places('line[stroke="var(--ink)"]', 'y2'))).toBeGreaterThan(0);
});
