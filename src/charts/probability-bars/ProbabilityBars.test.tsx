// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { topClasses } from './geometry';
import { ProbabilityBars } from './ProbabilityBars';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

test('what was first before the change stays in the list when it falls out', () => {
  const before = [0.9, 0.05, 0.03, 0.02, 0, 0];
  expect(topClasses(before, undefined, 3)).toEqual([0, 1, 2]);
  expect(topClasses(before, [0.01, 0.5, 0.3, 0.19, 0, 0], 3)).toEqual([1, 2, 3, 0]);
});

test('numbers read before → after, alone where nothing changed', () => {
  const host = document.createElement('div');
  act(() =>
    createRoot(host).render(
      <ProbabilityBars
        label="goldfish.jpg"
        rows={[
          { id: 0, label: 'goldfish', before: 0.93, after: 0.91, truth: true },
          { id: 1, label: 'orange', before: 0.02 },
        ]}
        format={(p) => p.toFixed(2)}
      />,
    ),
  );
  expect([...host.querySelectorAll('li')].map((li) => li.textContent)).toEqual(['goldfish ✓0.93 → 0.91', 'orange0.02']);
  expect(host.querySelector<HTMLElement>('.track i')!.style.width).toBe('91%');
});
