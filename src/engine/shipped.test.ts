import { afterEach, expect, it, vi } from 'vitest';
import type { BlockId, EngineEvent, Setting } from '../contracts';
import { startWasmInNode } from './devices.fixture';
import { Engine } from './engine';
import { BASE, serve, shippedFiles } from './folder.fixture';

afterEach(() => void vi.unstubAllGlobals());

const MODES = [undefined, 'frozen', 'off'] as const;
const TAIL: BlockId[] = ['SE_5_1', 'SE_5_2', 'SE_5_3'];

it('decides as the record says on all held-out images under all 27 settings of the tail', { timeout: 120_000 }, async () => {
  serve(shippedFiles());
  const engine = new Engine(startWasmInNode);
  const events: EngineEvent[] = [];
  await engine.open(BASE, 'wasm', (event) => void events.push(event));
  const tested = events.find((event) => event.kind === 'selfTest')!.selfTest;
  expect(tested.ok).toBe(true);
  expect(tested.excitation).toBeLessThan(1e-5);
  expect(tested.logits).toBeLessThan(1e-4);
  const settings = MODES.flatMap((a) => MODES.flatMap((b) => MODES.map((c): Setting =>
    Object.fromEntries([a, b, c].map((mode, i) => [TAIL[i]!, mode]).filter(([, mode]) => mode)))));
  for (const setting of settings) {
    const check = await engine.checkLive(1, setting, () => {});
    expect(check).toMatchObject({ complete: true, disagreements: 0, outcome: { n: 1000 } });
  }
});
