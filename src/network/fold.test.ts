import { dispose, tensor } from '@tensorflow/tfjs-core';
import { assert, boolean, constantFrom, integer, property, record } from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import type { Architecture, Convolution, Shape } from '../contracts';
import { useBackend } from './backends.fixture';
import { evaluate, upload } from './forward';
import { buildPlan, valueShapes } from './plan';
import { generator, randomTensor } from './random.fixture';
import type { StateDict, StateTensor } from './weights';
import { foldWeights, weightShapes } from './weights';

function randomState(shapes: Map<string, Shape>, random: () => number): Map<string, StateTensor> {
  return new Map([...shapes].map(([name, shape]) => {
    const high = name.endsWith('running_var') ? 3 : 1;
    return [name, randomTensor(shape, name.endsWith('running_var') ? 0.01 : -1, high, random)];
  }));
}

const architectures: Arbitrary<Architecture> = record({
  kind: constantFrom('bottleneck' as const, 'basic' as const), deep: boolean(), pool: boolean(),
  stride: constantFrom(1 as const, 2 as const), groups: constantFrom(1, 2, 4), width: constantFrom(4, 8), out: constantFrom(5, 8), r: constantFrom(1, 2, 16),
}).map(({ kind, deep, pool, stride, groups, width, out, r }) => ({
  stem: { kind: deep ? 'deep' : '3x3', stride: 1, pool, width: deep ? [3, 4, 5] : 5 },
  eps: 1e-3,
  stages: [2, 3].map((id) => ({ id, kind, blocks: 1, width, out, stride, groups: kind === 'basic' ? 1 : groups, shortcut: 'conv' })),
  se: { blocks: ['SE_3_1'], r, rounding: { divisor: 1, min: 1 }, squeeze: 'average', excitation: 'sigmoid', place: 'standard' },
  classes: 3,
}));

/** Convolution, bias, batch norm and activation one after the other in float64, on one image: PyTorch's definitions, nothing folded. */
function unfolded(operation: Convolution, x: Float32Array, shape: Shape, state: StateDict, eps: number): Float64Array {
  const [height, width] = shape.length === 1 ? [1, 1] : shape;
  const rows = operation.shape.length === 1 ? 1 : operation.shape[0];
  const columns = operation.shape.length === 1 ? 1 : operation.shape[1];
  const { outChannels, inChannels, groups, kernel, stride, padding, norm } = operation;
  const w = state.get(operation.weight)!.data;
  const perGroup = inChannels / groups;
  const y = new Float64Array(rows * columns * outChannels);
  const of = (name: string, o: number): number => state.get(name)!.data[o];
  for (let o = 0; o < outChannels; o++) {
    const first = Math.floor(o / (outChannels / groups)) * perGroup;
    for (let p = 0; p < rows * columns; p++) {
      let sum = operation.bias ? of(operation.bias, o) : 0;
      for (let k = 0; k < kernel[0] * kernel[1]; k++) {
        const row = Math.floor(p / columns) * stride - padding + Math.floor(k / kernel[1]);
        const column = (p % columns) * stride - padding + (k % kernel[1]);
        if (row < 0 || row >= height || column < 0 || column >= width) continue;
        for (let i = 0; i < perGroup; i++) {
          sum += w[(o * perGroup + i) * kernel[0] * kernel[1] + k] * x[(row * width + column) * inChannels + first + i];
        }
      }
      if (norm) {
        sum = ((sum - of(`${norm}.running_mean`, o)) / Math.sqrt(of(`${norm}.running_var`, o) + eps)) * of(`${norm}.weight`, o) + of(`${norm}.bias`, o);
      }
      if (operation.activation === 'relu') sum = Math.max(0, sum);
      if (operation.activation === 'sigmoid') sum = 1 / (1 + Math.exp(-sum));
      y[p * outChannels + o] = sum;
    }
  }
  return y;
}

test('every convolution of a folded network equals convolution, then batch norm, then activation', async () => {
  await useBackend('cpu');
  assert(property(architectures, integer(), (architecture, seed) => {
    const random = generator(seed);
    const plan = buildPlan(architecture, [7, 6]);
    const state = randomState(weightShapes(plan), random);
    const weights = upload(foldWeights(plan, state));
    const image = randomTensor([1, 7, 6, 3], -2, 2, random);
    const input = tensor(image.data, [...image.shape]);
    const shapes = valueShapes(plan);
    const values = evaluate(plan, weights, new Map([['input', input]]), shapes.keys());
    for (const operation of plan.operations) {
      if (operation.op !== 'convolution') continue;
      const [name] = operation.inputs;
      const x = values.get(name)!.dataSync() as Float32Array;
      const actual = values.get(operation.output)!.dataSync();
      const expected = unfolded(operation, x, shapes.get(name)!, state, architecture.eps);
      // float32 sums lose digits where large terms cancel, so the largest output is the yardstick
      const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
      const error = expected.reduce((largest, value, i) => Math.max(largest, Math.abs(value - actual[i])), 0);
      expect(error / scale, operation.name).toBeLessThan(1e-5);
    }
    weights.dispose();
    dispose([input, ...values.values()]);
  }), { seed: 5, numRuns: 40 });
});
