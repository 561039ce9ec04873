// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test } from 'vitest';
import { palette } from '../palette';
import { PairedDots } from './PairedDots';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

test('two means on one scale, bars cut at its ends, none where nothing is known', () => {
  const host = document.createElement('div');
  act(() => createRoot(host).render(<PairedDots width={108} height={20} dots={[{ colour: palette[0]!, mean: 0.9, spread: 0.5 }, { colour: palette[1]!, mean: 0.5 }]} />));
  expect([...host.querySelectorAll('circle')].map((dot) => [dot.getAttribute('cx'), dot.getAttribute('cy')].map((px) => Math.round(Number(px))))).toEqual([
    [94, 5],
    [54, 15],
  ]);
  const bars = [...host.querySelectorAll('g line')];
  expect(bars.map((bar) => [bar.getAttribute('x1'), bar.getAttribute('x2')])).toEqual([['44', '104']]);
});
