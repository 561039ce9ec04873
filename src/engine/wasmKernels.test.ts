import { getKernelsForBackend, unregisterKernel } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { useBackend } from '../network/backends.fixture';
import { buildPlan } from '../network/plan';
import { readVectors } from '../network/vectors.fixture';
import { foldWeights } from '../network/weights';
import { capture, logitsOf } from './capture';
import { device } from './devices.fixture';
import { put } from './network';
import { timeSmallConvolution } from './smallConvolution';
import { wasmKernels } from './wasmKernels';

beforeAll(async () => {
  const names = new Set(wasmKernels.map(({ kernelName }) => kernelName));
  for (const { kernelName } of getKernelsForBackend('wasm')) if (!names.has(kernelName)) unregisterKernel(kernelName, 'wasm');
  await useBackend('wasm');
});

it.each(readVectors())('$name runs on these kernels alone', async ({ architecture, size, weights, input, logits, settings }) => {
  const plan = buildPlan(architecture, size);
  const network = await put({ plan, folded: foldWeights(plan, weights), constants: {} }, device('wasm'));
  const results = await capture(network, input.data, {});
  expect(results.flatMap((result) => [...result.logits])).toHaveLength(logits.data.length);
  for (const { gates } of settings) expect(await logitsOf(network, input.data, gates)).toHaveLength(logits.data.length);
  network.weights.dispose();
});

it('times a small convolution on them', async () => {
  expect(await timeSmallConvolution(device('wasm'))).toBeGreaterThan(0);
});
