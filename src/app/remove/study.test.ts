import { memory } from '@tensorflow/tfjs-core';
import { afterEach, expect, it, vi } from 'vitest';
import { fixedSequence } from '../../analysis/removal';
import type { Crop, Manifest, SetFile, SetRequest } from '../../contracts';
import type { KeptPasses } from '../../data/labelled/keptPasses';
import { startCpuOnly } from '../../engine/devices.fixture';
import { Engine } from '../../engine/engine';
import { BASE, type Files, serve } from '../../engine/folder.fixture';
import { numbers } from '../../engine/madeUp.fixture';
import { SetPasses } from '../../engine/set/passes';
import { decoding, storage } from '../../engine/set/set.fixture';
import { meanOf, uselessBlockFiles } from '../../engine/uselessBlock.fixture';
import { createAppStore } from '../../store/store';
import { judgedOf, placesAlone } from './judged';
import { startStudy } from './study';

afterEach(() => void vi.unstubAllGlobals());

const IMAGES = 300;
/** Noise on a ground of its own colour, which is what a squeeze sees. */
function cropOf(seed: number): Crop {
  const colour = numbers(6, seed + 500).subarray(3);
  return { height: 8, width: 8, pixels: Uint8Array.from(numbers(192, seed + 1), (x, i) => 128 + 90 * colour[i % 3]! + 37 * x) };
}


/** On the cpu. */
async function engineOf(kept: KeptPasses, files: Files): Promise<{ engine: Engine; manifest: Manifest }> {
  serve(files);
  const engine = new Engine(startCpuOnly, new SetPasses(decoding(undefined, cropOf).start, async () => kept));
  let manifest: Manifest | undefined;
  await engine.open(BASE, 'auto', (event) => event.kind === 'manifest' && (manifest = event.manifest));
  return { engine, manifest: manifest! };
}

async function logitsOf({ engine }: { engine: Engine }): Promise<Float32Array[]> {
  const logits: Float32Array[] = [];
  await engine.run(1, Array.from({ length: IMAGES }, (_, seed) => cropOf(seed)), {}, (i, result) => void (logits[i] = result.logits));
  return logits;
}

/** The made network, centred on these images. */
async function centred(): Promise<Files> {
  const { engine } = await engineOf(storage(), uselessBlockFiles());
  const squeezes: Float32Array[] = [];
  for (let seed = 0; seed < 40; seed++) squeezes.push((await engine.explain(1, cropOf(seed), {}, 'SE_3_1')).values['SE_3_1.squeeze']!);
  const squeeze = meanOf(squeezes);
  return uselessBlockFiles({ squeeze, logits: meanOf(await logitsOf(await engineOf(storage(), uselessBlockFiles({ squeeze })))) });
}

/** A set labelled with what the network says, all gates live, so that whatever a gate changes is lost. */
async function opened(kept: KeptPasses) {
  const { engine, manifest } = await engineOf(kept, await centred());
  const labels = (await logitsOf({ engine })).map((logits) => logits.indexOf(Math.max(...logits)));
  const set: SetFile[] = labels.map((label, i) => ({ path: `mine/class ${label}/${i}.png`, file: new Blob([String(i)]) }));
  const summary = await engine.openSet(set);
  const classes = summary.labels.map((label) => Number(label.slice(-1)));
  const request: SetRequest = { files: set, hash: summary.hash, classes, images: 'mine' };
  const store = createAppStore();
  store.getState().enterNetwork(manifest);
  store.getState().put({ ready: true, dataset: { summary, runnable: true, classes, running: false, checks: {} } });
  await engine.runSet(2, request, {}, false, ({ profile, ...estimate }) => store.getState().put({ dataset: { ...store.getState().dataset!, estimate, ...(profile && { measured: profile }) } }));
  await engine.freezeTo(store.getState().dataset!.estimate!.half!.constants);
  let id = 10;
  const tell = vi.fn();
  const asked = vi.spyOn(engine, 'runSettings');
  const study = startStudy({ store, engine, request: () => request, newId: () => ++id, tell });
  return { engine, store, study, labels, tell, asked };
}

it('a network of one’s own: each block alone and the search find the useless one, keep the essential one, and are there after a reload', async () => {
  const kept = storage();
  const { store, study, labels, tell, asked } = await opened(kept);
  expect(new Set(labels).size).toBeGreaterThan(1);
  const tensors = memory().numTensors;
  const stop = store.subscribe(({ studying }) => studying && studying.done > 0 && (stop(), study.cancel()));
  await study.start('alone');
  expect(store.getState().studying).toBeUndefined();
  await study.start('alone');
  const judged = () => judgedOf(store.getState())!;
  const [found, tested] = store.getState().study!.halves!;
  const n = tested.length;
  expect([...found, ...tested].sort((a, b) => a - b)).toEqual(Array.from({ length: IMAGES - 1 }, (_, i) => i));
  const change = (mode: 'frozen' | 'off') => placesAlone(judged(), mode).map((at) => judged().flips[at!]!);
  expect([...change('frozen'), ...change('off')].map((flips) => flips.n)).toEqual([n, n, n, n, n, n]);
  const [mild, essential, useless] = change('frozen');
  expect(useless).toMatchObject({ lost: 0, gained: 0, before: n });
  expect(essential!.lost).toBeGreaterThan(n / 4);
  expect(mild!.lost).toBeLessThan(n / 10);

  expect(judged().whole).toBe(false);
  await study.start('search');
  expect(store.getState().studying).toBeUndefined();
  expect(memory().numTensors).toBe(tensors);
  const { passed } = fixedSequence(judged().steps, 3);
  expect(passed).toBeDefined();
  const offered = judged().decisions.settings[judged().path.steps[passed!]!]!;
  expect(offered).toHaveProperty('SE_3_3');
  expect(offered).not.toHaveProperty('SE_3_1');
  expect(judged().steps[passed!]!.n).toBe(judged().path.images!.length);
  expect(judged()).toMatchObject({ untested: 0, whole: true });
  expect(tell).not.toHaveBeenCalled();
  expect(asked.mock.calls.length).toBeLessThan(8);

  const again = await opened(kept);
  await again.study.load();
  expect(judgedOf(again.store.getState())!.flips).toEqual(judged().flips);
  await again.study.start('search');
  expect(again.asked).not.toHaveBeenCalled();

  const { dataset, put } = again.store.getState();
  put({ dataset: { ...dataset!, classes: [...dataset!.classes] } });
  expect(again.store.getState().study).toBeUndefined();
}, 60_000);
