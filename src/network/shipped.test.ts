import { tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { BACKENDS, useBackend } from './backends.fixture';
import { forward, upload } from './forward';
import { readShipped, readShippedTensors } from './shipped.fixture';
import { foldWeights } from './weights';

describe.each(BACKENDS)('the shipped network on %s', (backend) => {
  test('equals PyTorch on its golden image', async () => {
    await useBackend(backend);
    const { plan, state } = readShipped();
    const golden = readShippedTensors('golden.safetensors');
    const difference = (name: string, actual: ArrayLike<number>): number => (
      golden.get(name)!.data.reduce((largest, value, i) => Math.max(largest, Math.abs(value - actual[i])), 0)
    );
    const weights = upload(foldWeights(plan, state));
    const { data, shape } = golden.get('input')!;
    const { logits, values } = forward(plan, weights, new Map([['input', tensor(data, [...shape])]]), {
      want: plan.se.map((id) => `${id}.excitation`),
    });
    expect(difference('logits', await logits.data())).toBeLessThanOrEqual(1e-3);
    for (const id of plan.se) expect(difference(id, await values.get(`${id}.excitation`)!.data()), id).toBeLessThanOrEqual(1e-4);
  });
});
