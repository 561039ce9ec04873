// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import { palette } from '../palette';
import { Legend } from './Legend';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const classes = [
  { key: '1', label: 'goldfish', colour: palette[0]! },
  { key: '2', label: 'Chihuahua', colour: palette[1]! },
];

test('a class toggles by button, and the theme changes its colour', async () => {
  const host = document.createElement('div');
  const onSelect = vi.fn();
  act(() =>
    createRoot(host).render(
      <Legend
        label="Lines"
        classes={classes}
        ribbon="80 % of the 200 classes"
        selected="2"
        selectLabel={(name) => `${name}: ± sd`}
        onSelect={onSelect}
      />,
    ),
  );
  const buttons = [...host.querySelectorAll('button')];
  expect(buttons.map((button) => button.getAttribute('aria-pressed'))).toEqual(['false', 'true']);
  act(() => buttons[0]!.click());
  expect(onSelect).toHaveBeenCalledWith('1');
  expect(host.querySelector('line')!.getAttribute('stroke')).toBe(palette[0]!.light);
  await act(async () => {
    document.documentElement.setAttribute('data-mantine-color-scheme', 'dark');
    await Promise.resolve();
  });
  expect(host.querySelector('line')!.getAttribute('stroke')).toBe(palette[0]!.dark);
});
