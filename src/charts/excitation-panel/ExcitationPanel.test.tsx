// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { palette } from '../palette';
import { ExcitationPanel } from './ExcitationPanel';
import type { ClassCurve } from './paint';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const curve = (phase: number) => Float32Array.from({ length: 8 }, (_, c) => 0.5 + 0.4 * Math.sin(c + phase));
const classes: ClassCurve[] = ['goldfish', 'cliff'].map((label, k) => ({
  key: label,
  label,
  colour: palette[k]!,
  mean: curve(k),
  sd: new Float32Array(8).fill(0.1),
  rest: curve(k).map((value) => value - 0.5),
}));

function draw(props: { hoverChannel?: number; faded?: string }) {
  const calls = { onHover: vi.fn(), onOpen: vi.fn() };
  const host = document.body.appendChild(document.createElement('div'));
  act(() =>
    createRoot(host).render(
      <ExcitationPanel
        title="SE_5_2"
        channelsLabel="8 ch."
        label="Excitation of SE_5_2"
        order={[3, 1, 2, 0, 7, 6, 5, 4]}
        ribbon={{ low: curve(0).map((v) => v - 0.1), high: curve(0).map((v) => v + 0.1) }}
        classes={classes}
        bandOf="cliff"
        image={{ label: 'my.jpg', excitation: curve(2), gate: curve(0) }}
        residual={{ limit: 0.3 }}
        format={String}
        describe={(channel) => `channel ${channel}`}
        {...props}
        {...calls}
      />,
    ),
  );
  return { host, input: host.querySelector('input')!, ...calls };
}

test('draws axes of both plots, and a dot for every curve inside its plot at the pointed channel', () => {
  const { host, input } = draw({ hoverChannel: 2 });
  expect([...host.querySelectorAll('text')].map((text) => text.textContent)).toEqual(['0', '0.5', '1', '-0.3', '0', '0.3']);
  expect(host.querySelectorAll('circle')).toHaveLength(4);
  expect(input.value).toBe('2');
  expect(input.getAttribute('aria-valuetext')).toBe('channel 2');
});

test('the keyboard starts at the first channel in order, Enter opens it, the title opens the block', () => {
  const { host, input, onHover, onOpen } = draw({});
  act(() => input.focus());
  expect(onHover).toHaveBeenCalledWith(3);
  act(() => void input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })));
  expect(onOpen).toHaveBeenCalledWith(3);
  act(() => host.querySelector('button')!.click());
  expect(onOpen).toHaveBeenLastCalledWith(null);
});

test('faded says why', () => {
  const { host } = draw({ faded: 'recorded with all gates live' });
  expect(host.querySelector('figcaption')!.textContent).toBe('recorded with all gates live');
});
