// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { expect, test, vi } from 'vitest';
import type { BlockStatistics, GateChoices, ImageResult, Manifest, Setting } from '../../contracts';
import { startI18n } from '../../locales/i18n';
import { createAppStore } from '../../store/store';
import { AppProvider } from '../context';
import type { Session } from '../session';
import { WhatIf } from './WhatIf';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
/** Its bars are a canvas; a press opens the second channel. */
vi.mock('../../charts/difference-panel/DifferencePanel', () => ({ DifferencePanel: ({ onOpen }: { onOpen: (channels: number[]) => void }) => <button type="button" data-testid="second" onClick={() => onOpen([1])}>second</button> }));
const i18n = await startI18n();

const block = 'SE_5_2';
const manifest = { id: 'a', name: 'a', classes: [{ id: 0, name: 'cat' }, { id: 1, name: 'dog' }], files: {}, defaults: { classes: [] } } as unknown as Manifest;
const crop = { height: 1, width: 1, pixels: new Uint8Array(3) };
const applied = Float32Array.of(0.25, 0.5, 0.75);
const result = { probabilities: Float32Array.of(0.5, 0.5), gate: { [block]: applied } } as unknown as ImageResult;
/** The curves are of the person's own set: another mean than what the network was frozen to. */
const statistics = { block, channels: 3, all: Float32Array.of(0.3, 0.4, 0.5) } as unknown as BlockStatistics;

/** The gates that are asked for when the second channel is opened. */
async function asked(setting: Setting): Promise<GateChoices> {
  const store = createAppStore();
  const runOnce = vi.fn(async (_crop: unknown, _choices: GateChoices) => result);
  store.getState().enterNetwork(manifest);
  const id = store.getState().addImage({ name: 'a.png', origin: 'own', url: 'blob:a', crop, source: { width: 1, height: 1 }, file: new Blob() });
  store.setState(({ history }) => ({ history: { ...history, setting } }));
  store.getState().putImageResult(id, setting[block] && setting, result);
  const host = document.createElement('div');
  await act(async () =>
    createRoot(host).render(
      <I18nextProvider i18n={i18n}>
        <MantineProvider>
          <AppProvider app={{ store, session: { runOnce } as unknown as Session }}>
            <WhatIf statistics={statistics} />
          </AppProvider>
        </MantineProvider>
      </I18nextProvider>,
    ),
  );
  await act(async () => host.querySelector<HTMLButtonElement>('[data-testid=second]')!.click());
  return runOnce.mock.calls[0]![1];
}

const edits = [{ channels: [1], how: 'set', value: 0 }];

test('only the chosen channels change: of a frozen block the others keep the constant that was applied', async () => {
  expect(await asked({ [block]: 'frozen' })).toEqual({ [block]: { base: { kind: 'constant', values: applied }, edits } });
});

test.each([['live', {}], ['ones', { [block]: 'off' }]] as const)('gates that are %s stay so in the other channels', async (kind, setting) => {
  expect(await asked(setting)).toEqual({ [block]: { base: { kind }, edits } });
});
