import { dispose, moments, tensor4d } from '@tensorflow/tfjs-core';
import { afterEach, expect, test, vi } from 'vitest';
import type { Crop, GateChoices, NormStatistics } from '../contracts';
import { normalise } from '../image/normalise';
import { evaluate, upload } from '../network/forward';
import { beforeNorm, normsBehind, withoutNorm, withStatistics } from '../network/norms';
import { buildPlan } from '../network/plan';
import { foldOperation, foldWeights } from '../network/weights';
import { startCpuOnly } from './devices.fixture';
import { Engine } from './engine';
import { BASE, serve } from './folder.fixture';
import { madeUpFiles, madeUpHost, numbers } from './madeUp.fixture';
import { toProblem } from './problem';

afterEach(() => void vi.unstubAllGlobals());

const preprocessing = { size: [8, 8] as [number, number], crop: 1, interpolation: 'bilinear' as const, mean: [0.5, 0.5, 0.5] as [number, number, number], std: [0.25, 0.25, 0.25] as [number, number, number] };
const crops: Crop[] = Array.from({ length: 21 }, (_, i) => ({ height: 8, width: 8, pixels: Uint8Array.from(numbers(192, 900 + i), (x) => Math.floor(128 + 127 * x)) }));

async function opened(): Promise<Engine> {
  serve(madeUpFiles());
  const engine = new Engine(startCpuOnly);
  await engine.open(BASE, 'auto', () => {});
  return engine;
}

const problemOf = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => toProblem(error));
const setting: GateChoices = { SE_2_1: 'off', SE_3_3: 'frozen' };

test('each repaired norm divides by what it gets in the repaired network, over all images and positions, and no other norm is touched', async () => {
  const engine = await opened();
  const { tensors } = await engine.memory();
  const seen: number[] = [];
  const { statistics, before, after } = await engine.repair(1, setting, crops, ({ done, total }) => void seen.push(done / total));
  expect((await engine.memory()).tensors).toBe(tensors);
  expect(seen.at(-1)).toBe(1);
  expect(before).toHaveLength(21);
  expect(after).toHaveLength(21);
  const norms = normsBehind(madeUpHost().plan, ['SE_2_1', 'SE_3_3']);
  expect(Object.keys(statistics)).toEqual(norms.map(({ norm }) => norm));

  const repaired = await engine.lighter(2, setting, statistics);
  const plan = buildPlan(repaired.architecture, [8, 8]);
  const state = new Map(Object.entries(repaired.weights));
  const images = new Float32Array(crops.flatMap(({ pixels }) => [...normalise(pixels, preprocessing)]));
  const input = tensor4d(images, [21, 8, 8, 3]);
  const weights = upload(foldWeights(plan, state));
  for (const norm of norms) {
    const raw = upload(new Map([[norm.name, foldOperation(withoutNorm(norm), state, 1e-5)!]]));
    const own = { operations: new Map([...weights.operations, ...raw.operations]), dispose: () => {} };
    const made = evaluate(beforeNorm(plan, norm), own, new Map([['input', input]]), [norm.output]).get(norm.output)!;
    const { mean, variance } = moments(made, [0, 1, 2]);
    const count = made.size / made.shape.at(-1)!;
    const close = (found: ArrayLike<number>, wanted: Float32Array) => wanted.forEach((value, c) => expect(Math.abs(found[c]! - value), norm.norm).toBeLessThan(1e-4 * Math.max(1, Math.abs(value))));
    close(await mean.data(), statistics[norm.norm]!.mean);
    close(Float32Array.from(await variance.data(), (value) => (value * count) / (count - 1)), statistics[norm.norm]!.variance);
    dispose([made, mean, variance]);
    raw.dispose();
  }
  weights.dispose();
  input.dispose();
  expect(repaired.agreement.logits).toBeLessThan(1e-4);
  const plain = await engine.lighter(3, setting);
  expect(plain.weights['layer1.0.bn3.running_mean']!.data).toEqual(repaired.weights['layer1.0.bn3.running_mean']!.data);
  expect([...repaired.golden.logits].some((logit, k) => Math.abs(logit - plain.golden.logits[k]!) > 1e-3)).toBe(true);
});

test('refuses what can’t be repaired in a sentence, and stops when cancelled', async () => {
  const engine = await opened();
  const { tensors } = await engine.memory();
  const none = () => {};
  expect(await problemOf(engine.repair(1, setting, crops.slice(0, 3), none))).toEqual({ code: 'repair.images', values: { found: 3, needed: 16 } });
  expect(await problemOf(engine.repair(2, { SE_3_3: 'off' }, crops, none))).toEqual({ code: 'repair.nothing' });
  const cancelled = engine.repair(3, setting, crops, ({ done }) => done === 5 && engine.cancel(3));
  expect(await problemOf(cancelled)).toEqual({ code: 'cancelled' });
  expect((await engine.memory()).tensors).toBe(tensors);
});

test('other statistics leave the state dict that they are laid over as it is', () => {
  const state = new Map([['a.running_mean', { shape: [1], data: Float32Array.of(1) }]]);
  const statistics: NormStatistics = { a: { mean: Float32Array.of(2), variance: Float32Array.of(3) } };
  expect(withStatistics(state, statistics).get('a.running_mean')!.data[0]).toBe(2);
  expect(state.get('a.running_mean')!.data[0]).toBe(1);
});
