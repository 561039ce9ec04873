// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, test, vi } from 'vitest';
import type { BlockId, Crop, ExplainedBlock, Manifest, Setting } from '../../contracts';
import { createAppStore } from '../../store/store';
import { AppProvider } from '../context';
import type { Session } from '../session';
import { useExplained } from './useExplained';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const named = (id: string) => ({ id, name: id, classes: [], files: {}, defaults: { classes: [] } }) as unknown as Manifest;
const crop: Crop = { height: 1, width: 1, pixels: new Uint8Array(3) };
const image = { name: 'a.png', origin: 'own' as const, url: 'blob:a', crop, source: { width: 1, height: 1 }, file: new Blob() };

/** What each drawing had: the network, and the block of what is shown. */
async function start() {
  const store = createAppStore();
  store.getState().enterNetwork(named('first'));
  const answers: ((explained: ExplainedBlock) => void)[] = [];
  const explain = vi.fn((_crop: Crop, _setting: Setting, _block: BlockId) => ({ result: new Promise<ExplainedBlock>((resolve) => answers.push(resolve)), cancel: () => {} }));
  const drawn: string[] = [];
  function Probe() {
    const block = store.getState().manifest!.id === 'first' ? 'SE_4_6' : 'SE_2_1';
    const { shown } = useExplained(block);
    drawn.push(`${store.getState().manifest!.id} ${shown?.explained.block}`);
    return null;
  }
  await act(async () =>
    createRoot(document.createElement('div')).render(
      <AppProvider app={{ store, session: { explain } as unknown as Session }}>
        <Probe />
      </AppProvider>,
    ),
  );
  return { store, drawn, explain, answer: (block: BlockId) => act(async () => answers.at(-1)!({ block } as ExplainedBlock)) };
}

test('another network never stands under what the one before computed, also where it is given the same picture', async () => {
  const { store, drawn, explain, answer } = await start();
  await act(async () => void store.getState().addImage(image));
  await answer('SE_4_6');
  expect(drawn.at(-1)).toBe('first SE_4_6');
  await act(async () => store.getState().enterNetwork(named('second')));
  expect(explain).toHaveBeenCalledTimes(1);
  await act(async () => void store.getState().addImage(image));
  expect(drawn.at(-1)).toBe('second undefined');
  await answer('SE_2_1');
  expect(drawn.at(-1)).toBe('second SE_2_1');
  expect(drawn).not.toContain('second SE_4_6');
});

test('what was there stays until the next image or gate is there', async () => {
  const { store, drawn, answer } = await start();
  await act(async () => void store.getState().addImage(image));
  await answer('SE_4_6');
  await act(async () => void store.getState().addImage({ ...image, name: 'b.png' }));
  expect(drawn.at(-1)).toBe('first SE_4_6');
});
