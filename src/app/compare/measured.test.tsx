// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import type { Separation } from '../../analysis/separation';
import type { Manifest, Profile } from '../../contracts';
import { separateGroups } from '../../engine/comparisonClient';
import { createAppStore } from '../../store/store';
import { AppProvider } from '../context';
import type { Session } from '../session';
import { useCompared } from './measured';
import type { Pair } from './subjects';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
vi.mock('../../engine/comparisonClient');

const named = (id: string) => ({ id, name: id, classes: [], files: {}, defaults: { classes: [] } }) as unknown as Manifest;
const profile = (): Profile => ({ blocks: [] }) as unknown as Profile;

test('the last answer stays while another pair is compared, and never in another network', async () => {
  const answers: (() => void)[] = [];
  vi.mocked(separateGroups).mockImplementation(() => new Promise((resolve) => answers.push(() => resolve({ blocks: [] } as unknown as Separation))));
  const store = createAppStore();
  let pair = {} as Pair;
  let last: Pair | undefined;
  function Probe({ asked }: { asked: Pair }) {
    last = useCompared(asked).last?.pair;
    return null;
  }
  const root = createRoot(document.createElement('div'));
  const draw = (asked: Pair) =>
    act(async () => {
      pair = asked;
      root.render(
        <AppProvider app={{ store, session: {} as Session }}>
          <Probe asked={asked} />
        </AppProvider>,
      );
    });
  const answer = () => act(async () => answers.at(-1)!());
  store.getState().enterNetwork(named('first'));
  store.getState().put({ profile: profile() });
  await draw({} as Pair);
  expect(last).toBeUndefined();
  await answer();
  expect(last).toBe(pair);
  const before = pair;
  await draw({} as Pair);
  expect(last).toBe(before);
  await answer();
  expect(last).toBe(pair);
  await act(async () => {
    store.getState().enterNetwork(named('second'));
    store.getState().put({ profile: profile() });
  });
  await draw({} as Pair);
  expect(last).toBeUndefined();
  await answer();
  expect(last).toBe(pair);
});
