import { dispose, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { blockStatistics } from '../../analysis/statistics';
import type { Gates, Setting } from '../../contracts';
import { readProfile } from '../../data/profileFile';
import { useBackend } from '../backends.fixture';
import { forward, upload } from '../forward';
import { lighten } from '../lighter';
import { buildPlan } from '../plan';
import { generator, randomTensor } from '../random.fixture';
import { readShipped, readShippedFile, readShippedTensors } from '../shipped.fixture';
import { readVectors } from '../vectors.fixture';
import { foldWeights } from '../weights';
import type { StateTensor } from '../weights';
import { openOnnx } from './onnxRuntime.fixture';
import { writeOnnx } from './writeOnnx';

const LOGIT = 1e-3;
vi.setConfig({ testTimeout: 60_000 });

function largestDifference(a: ArrayLike<number>, b: Float32Array): number {
  expect(a).toHaveLength(b.length);
  return b.reduce((largest, value, i) => Math.max(largest, Math.abs(value - a[i])), 0);
}

async function onnxLogits(file: Uint8Array, images: StateTensor): Promise<Float32Array> {
  const run = await openOnnx(file);
  try {
    return await run.logits(images);
  } finally {
    await run.release();
  }
}

describe.each(readVectors())('$name in onnxruntime equals PyTorch', ({ name, architecture, size, weights, input, logits, settings }) => {
  const plan = buildPlan(architecture, size);

  test('with all gates live', async () => {
    const file = writeOnnx({ plan, state: weights, name });
    expect(largestDifference(await onnxLogits(file, input), logits.data)).toBeLessThanOrEqual(LOGIT);
  });

  const constant = settings.filter((setting) => ['constant', 'off', 'all-off'].includes(setting.name));
  test.each(constant)('$name', async ({ gates, logits: expected }) => {
    const file = writeOnnx({ ...lighten({ plan, state: weights }, gates), name });
    expect(largestDifference(await onnxLogits(file, input), expected.data)).toBeLessThanOrEqual(LOGIT);
  });
});

describe('the shipped network in onnxruntime equals our own pass, on ten images', () => {
  const { manifest: { name }, plan, state } = readShipped();
  const se = plan.blocks.filter(({ hidden }) => hidden !== undefined);
  const statistics = blockStatistics(readProfile(readShippedFile('profile.safetensors'), se, plan.classes));
  const all = Object.fromEntries(statistics.map((block) => [block.block, block.all]));
  const images = tenImages(readShippedTensors('golden.safetensors').get('input')!);

  beforeAll(() => useBackend('wasm'));

  test.each<[string, Setting]>([
    ['all gates live', {}],
    ['SE_5_2 and SE_5_3 frozen', { SE_5_2: 'frozen', SE_5_3: 'frozen' }],
    ['SE_5_2 and SE_5_3 off', { SE_5_2: 'off', SE_5_3: 'off' }],
    ['stage 2 frozen, SE_3_4 off', { SE_2_1: 'frozen', SE_2_2: 'frozen', SE_2_3: 'frozen', SE_3_4: 'off' }],
  ])('%s', async (_, setting) => {
    const gates = Object.fromEntries(Object.entries(setting).map(([id, mode]) => (
      [id, { base: mode === 'off' ? { kind: 'ones' } : { kind: 'constant', values: all[id] } }]
    ))) as Gates;
    const own = ownLogits(images, gates);
    if (Object.keys(setting).length > 0) expect(largestDifference(ownLogits(images, {}), own)).toBeGreaterThan(100 * LOGIT);
    const file = writeOnnx({ ...lighten({ plan, state }, gates), name });
    expect(largestDifference(await onnxLogits(file, images), own)).toBeLessThanOrEqual(LOGIT);
  });

  function ownLogits({ shape, data }: StateTensor, gates: Gates): Float32Array {
    const weights = upload(foldWeights(plan, state));
    const input = tensor(data, [...shape]);
    const { logits } = forward(plan, weights, new Map([['input', input]]), { gates });
    const values = logits.dataSync<'float32'>().slice();
    weights.dispose();
    dispose([input, logits]);
    return values;
  }
});

/** The golden image and nine of noise, from faint to beyond what a photograph has. */
function tenImages(golden: StateTensor): StateTensor {
  const random = generator(7);
  const shape = [10, ...golden.shape.slice(1)];
  const data = new Float32Array(10 * golden.data.length);
  data.set(golden.data);
  for (let i = 1; i < 10; i++) data.set(randomTensor([golden.data.length], -0.3 * i, 0.3 * i, random).data, i * golden.data.length);
  return { shape, data };
}
