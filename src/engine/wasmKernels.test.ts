import { getKernelsForBackend, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
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
  for (const { kernelName } of getKernelsForBackend('wasm')) unregisterKernel(kernelName, 'wasm');
  for (const kernel of wasmKernels) registerKernel(kernel);
  await useBackend('wasm');
});

it.each(readVectors())('$name equals PyTorch on these kernels alone', async ({ architecture, size, weights, input, logits, settings }) => {
  const plan = buildPlan(architecture, size);
  const network = await put({ plan, folded: foldWeights(plan, weights), constants: {} }, device('wasm'));
  const results = await capture(network, input.data, {});
  expectClose(results.flatMap((result) => [...result.logits]), logits.data);
  for (const setting of settings) expectClose(await logitsOf(network, input.data, setting.gates), setting.logits.data);
  network.weights.dispose();
});

it('times a small convolution on them', async () => {
  expect(await timeSmallConvolution(device('wasm'))).toBeGreaterThan(0);
});

function expectClose(actual: ArrayLike<number>, expected: Float32Array): void {
  expect(actual).toHaveLength(expected.length);
  expect(expected.reduce((largest, value, i) => Math.max(largest, Math.abs(value - actual[i]!)), 0)).toBeLessThanOrEqual(1e-3);
}
