import { readFileSync } from 'node:fs';
import { tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Manifest } from '../contracts';
import { readSafetensors, toFloat32 } from '../safetensors/read';
import { BACKENDS, useBackend } from './backends.fixture';
import { forward, upload } from './forward';
import { buildPlan } from './plan';
import type { StateTensor } from './weights';
import { foldWeights } from './weights';

const FOLDER = 'public/models/seresnet50-w32-tin';

function readTensors(file: string): Map<string, StateTensor> {
  const { buffer, byteOffset, byteLength } = readFileSync(`${FOLDER}/${file}`);
  const { tensors } = readSafetensors(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
  return new Map([...tensors].map(([name, stored]) => [name, { shape: stored.shape, data: toFloat32(stored) }]));
}

describe.each(BACKENDS)('the shipped network on %s', (backend) => {
  test('equals PyTorch on its golden image', async () => {
    await useBackend(backend);
    const manifest: Manifest = JSON.parse(readFileSync(`${FOLDER}/model.json`, 'utf8'));
    const plan = buildPlan(manifest.architecture, manifest.preprocessing.size);
    const golden = readTensors('golden.safetensors');
    const difference = (name: string, actual: ArrayLike<number>): number => (
      golden.get(name)!.data.reduce((largest, value, i) => Math.max(largest, Math.abs(value - actual[i])), 0)
    );
    const weights = upload(foldWeights(plan, readTensors('weights.safetensors')));
    const { data, shape } = golden.get('input')!;
    const { logits, values } = forward(plan, weights, new Map([['input', tensor(data, [...shape])]]), {
      want: plan.se.map((id) => `${id}.excitation`),
    });
    expect(difference('logits', await logits.data())).toBeLessThanOrEqual(1e-3);
    for (const id of plan.se) expect(difference(id, await values.get(`${id}.excitation`)!.data()), id).toBeLessThanOrEqual(1e-4);
  });
});
