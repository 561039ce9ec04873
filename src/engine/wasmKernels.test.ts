import { getKernelsForBackend, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import type { Preprocessing } from '../contracts';
import { useBackend } from '../network/backends.fixture';
import { normsBehind } from '../network/norms';
import { buildPlan } from '../network/plan';
import { readVectors } from '../network/vectors.fixture';
import { foldWeights } from '../network/weights';
import { Beside } from './beside';
import { capture, logitsOf } from './capture';
import { device } from './devices.fixture';
import { measureFunctional } from './functional';
import { put } from './network';
import { repair } from './repair';
import { imageChunks } from './run';
import { timeSmallConvolution } from './smallConvolution';
import { wasmKernels } from './wasmKernels';

beforeAll(async () => {
  for (const { kernelName } of getKernelsForBackend('wasm')) unregisterKernel(kernelName, 'wasm');
  for (const kernel of wasmKernels) registerKernel(kernel);
  await useBackend('wasm');
});

const crops = (size: [number, number]) =>
  Array.from({ length: 17 }, (_, i) => ({ height: size[0], width: size[1], pixels: Uint8Array.from({ length: 3 * size[0] * size[1] }, (__, p) => (p * (i + 3) * 37) % 256) }));
const preprocessing = (size: [number, number]): Preprocessing => ({ size, crop: 1, interpolation: 'bilinear', mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] });

it.each(readVectors())('$name equals PyTorch on these kernels alone', async ({ architecture, size, weights, input, logits, settings }) => {
  const plan = buildPlan(architecture, size);
  const network = await put({ plan, folded: foldWeights(plan, weights), constants: {} }, device('wasm'));
  const results = await capture(network, input.data, {});
  expectClose(results.flatMap((result) => [...result.logits]), logits.data);
  for (const setting of settings) expectClose(await logitsOf(network, input.data, setting.gates), setting.logits.data);
  network.weights.dispose();
});

it('repairs batch norms on them', async () => {
  const { architecture, size, weights: state } = readVectors().find(({ name }) => name === 'bottleneck-7x7')!;
  const plan = buildPlan(architecture, size);
  const network = await put({ plan, folded: foldWeights(plan, state), constants: {} }, device('wasm'));
  const beside = new Beside({ plan, folded: foldWeights(plan, state), constants: {} });
  const norms = normsBehind(plan, [plan.se[0]!]);
  const { statistics } = await repair({ plan, state, beside, norms, crops: crops(size), preprocessing: preprocessing(size) }, { onDevice: (work) => work(network), turn: async () => {}, onProgress: () => {} });
  expect(Object.keys(statistics)).toEqual(norms.map(({ norm }) => norm));
  for (const { mean, variance } of Object.values(statistics)) expect([...mean, ...variance].every((value, i) => Number.isFinite(value) && (i < mean.length || value > 0))).toBe(true);
  beside.leave();
  network.weights.dispose();
});

it('measures what gates move on them', async () => {
  const { architecture, size, weights: state } = readVectors().find(({ name }) => name === 'bottleneck-7x7')!;
  const plan = buildPlan(architecture, size);
  const block = plan.se[0]!;
  const channels = plan.blocks.find(({ id }) => id === block)!.channels;
  const network = await put({ plan, folded: foldWeights(plan, state), constants: { [block]: new Float32Array(channels).fill(0.5) } }, device('wasm'));
  const found = await measureFunctional({ plan, block, chunks: imageChunks(plan, crops(size), preprocessing(size)) }, (work) => work(network), async () => {}, () => {});
  expect(found.n).toBe(17);
  expect(found.value).toBeGreaterThan(0);
  network.weights.dispose();
});

it('times a small convolution on them', async () => {
  expect(await timeSmallConvolution(device('wasm'))).toBeGreaterThan(0);
});

function expectClose(actual: ArrayLike<number>, expected: Float32Array): void {
  expect(actual).toHaveLength(expected.length);
  expect(expected.reduce((largest, value, i) => Math.max(largest, Math.abs(value - actual[i]!)), 0)).toBeLessThanOrEqual(1e-3);
}
