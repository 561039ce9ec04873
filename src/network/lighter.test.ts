import { dispose, tensor } from '@tensorflow/tfjs-core';
import type { Arbitrary } from 'fast-check';
import { array, assert, boolean, constant, constantFrom, integer, oneof, property, record } from 'fast-check';
import { expect, test } from 'vitest';
import type { Architecture, Gate, Gates, ResidualStage, Setting, Stage } from '../contracts';
import { blockIds } from './architecture';
import { useBackend } from './backends.fixture';
import { cost } from './cost';
import { forward, upload } from './forward';
import type { Network } from './lighter';
import { lighten } from './lighter';
import { buildPlan } from './plan';
import { generator, randomTensor } from './random.fixture';
import { readVectors } from './vectors.fixture';
import type { StateTensor } from './weights';
import { checkWeights, foldWeights, weightShapes } from './weights';

const { architecture, size, weights: state } = readVectors().find(({ name }) => name === 'bottleneck-7x7')!;
const network = { plan: buildPlan(architecture, size), state };
const half = new Float32Array(32).fill(0.5);
const constantly = (values: Float32Array): Gate => ({ base: { kind: 'constant', values } });
const off: Gate = { base: { kind: 'ones' } };

test('what is left is a network of its own, as large as the cost says, and the network it came from stays as it was', () => {
  const before = state.get('layer3.0.bn3.weight')!.data.slice();
  const { plan, state: left } = lighten(network, { SE_4_1: constantly(half), SE_5_2: off });
  expect(() => checkWeights(plan, left)).not.toThrow();
  expect([...left.keys()].toSorted()).toEqual([...weightShapes(plan).keys()].toSorted());
  expect(plan.se).toEqual(network.plan.se.filter((id) => id !== 'SE_4_1' && id !== 'SE_5_2'));
  expect(cost(plan).total.parameters).toBe(cost(network.plan, { SE_4_1: 'frozen', SE_5_2: 'off' }).total.parameters);
  expect(left.get('layer3.0.bn3.weight')!.data).toEqual(before.map((value) => value / 2));
  expect(left.get('layer4.1.bn3.bias')).toBe(state.get('layer4.1.bn3.bias'));
  expect(state.get('layer3.0.bn3.weight')!.data).toEqual(before);
});

test.each(readVectors().filter((vector) => vector.architecture.se.blocks.length > 0))('$name: what stays costs what the plan says, whether its constants fold or not', ({ architecture: own, size: at, weights }) => {
  const plan = buildPlan(own, at);
  const setting: Setting = Object.fromEntries(plan.se.map((id, i) => [id, i % 3 === 2 ? 'off' : 'frozen']));
  const gates: Gates = Object.fromEntries(plan.blocks.filter(({ id }) => setting[id]).map(({ id, channels }) => [id, setting[id] === 'off' ? off : constantly(new Float32Array(channels).fill(0.5))]));
  const lighter = lighten({ plan, state: weights }, gates);
  expect(lighter.plan.se).toEqual([]);
  expect(cost(lighter.plan).total).toEqual(cost(plan, setting).total);
});

test.each<[string, Gates, string]>([
  ['a block that is not there', { SE_9_1: off }, 'SE_9_1'],
  ['a constant of another length', { SE_4_1: constantly(half.subarray(1)) }, '31 values'],
  ['a constant of its own for each image', { SE_4_1: constantly(new Float32Array(64)) }, '64 values'],
  ['single channels of a live gate', { SE_4_1: { base: { kind: 'live' }, edits: [{ channels: [3], how: 'scale', value: 2 }] } }, 'a live gate'],
])('refuses %s', (_, gates, message) => {
  expect(() => lighten(network, gates)).toThrow(message);
});

const residual = (id: number): Arbitrary<ResidualStage> =>
  record({
    kind: constantFrom('bottleneck' as const, 'basic' as const), blocks: integer({ min: 1, max: 2 }), width: constantFrom(4, 8), out: constantFrom(6, 8, 12),
    stride: constantFrom(1 as const, 2 as const), groups: constantFrom(1, 2, 4), shortcut: constantFrom('conv' as const, 'pool' as const, '3x3' as const), strideIn: constantFrom('1x1' as const, '3x3' as const),
  }).map(({ kind, width, out, groups, ...stage }) => ({ id, kind, ...stage, out, width: kind === 'basic' ? out : width, groups: kind === 'basic' ? 1 : groups }));

const modules: Arbitrary<Stage> = constant({
  id: 3, kind: 'inception' as const,
  modules: [
    { one: 3, three: [4, 5] as [number, number], twice: [3, 4, 5] as [number, number, number], pool: { mode: 'average' as const, width: 3 }, stride: 1 as const },
    { one: 0, three: [4, 5] as [number, number], twice: [3, 4, 5] as [number, number, number], pool: { mode: 'max' as const, width: 0 }, stride: 2 as const },
  ],
});

const stages: Arbitrary<Stage[]> = oneof({ weight: 4, arbitrary: residual(2).chain((first) => residual(3).map((second): Stage[] => [first, second])) }, { weight: 1, arbitrary: modules.map((stage) => [stage]) });

/** A network, and for each of its SE blocks what is done to its gate. */
const cases = record({
  stages, stem: constantFrom<Architecture['stem'][]>({ kind: '3x3', stride: 1, pool: false, width: 5 }, { kind: 'deep', stride: 2, pool: 'ceil', width: [3, 4, 5] }, { kind: '3x3', stride: 1, pool: 'conv', width: 6 }),
  squeeze: constantFrom('average' as const, 'max' as const, 'none' as const), excitation: constantFrom('sigmoid' as const, 'tanh' as const, 'relu' as const),
  place: constantFrom('standard' as const, 'pre' as const, 'post' as const, 'identity' as const, '3x3' as const), r: constantFrom(1, 2, 16),
  has: array(boolean(), { minLength: 4, maxLength: 4 }), gates: array(constantFrom('live' as const, 'constant' as const, 'off' as const, 'edited' as const), { minLength: 4, maxLength: 4 }), seed: integer(),
}).map(({ stages: made, stem, place, squeeze, excitation, r, has, gates, seed }) => {
  const se = { blocks: blockIds(made).filter((_, i) => has[i]), r, rounding: { divisor: 1, min: 1 }, squeeze, excitation, place: made[0].kind === 'inception' ? 'standard' as const : place };
  return { architecture: { stem, eps: 1e-3, stages: made, se, classes: 5 }, gates, seed };
});

/** Weights as large as keep activations near one. */
function randomNetwork(own: Architecture, random: () => number): Network {
  const plan = buildPlan(own, [11, 9]);
  const made = [...weightShapes(plan)].map(([name, shape]): [string, StateTensor] => {
    if (name.endsWith('running_var')) return [name, randomTensor(shape, 0.5, 2, random)];
    if (shape.length === 1) return [name, randomTensor(shape, -0.5, 1.5, random)];
    const bound = Math.sqrt(3 / shape.slice(1).reduce((a, b) => a * b, 1));
    return [name, randomTensor(shape, -bound, bound, random)];
  });
  return { plan, state: new Map(made) };
}

function logitsOf({ plan, state: own }: Network, { shape, data }: StateTensor, gates: Gates = {}): Float32Array {
  const weights = upload(foldWeights(plan, own));
  const input = tensor(data, [...shape]);
  const { logits } = forward(plan, weights, new Map([['input', input]]), { gates });
  const values = logits.dataSync<'float32'>().slice();
  weights.dispose();
  dispose([input, logits]);
  return values;
}

test('the lighter network equals the gated one, whatever stands in which slot', async () => {
  await useBackend('cpu');
  let folded = 0;
  assert(property(cases, ({ architecture: own, gates: modes, seed }) => {
    const random = generator(seed);
    const whole = randomNetwork(own, random);
    const gates: Gates = {};
    for (const [i, id] of whole.plan.se.entries()) {
      const mode = modes[i];
      if (mode === 'live') continue;
      const { channels } = whole.plan.blocks.find((block) => block.id === id)!;
      const base = mode === 'off' ? off.base : constantly(randomTensor([channels], 0, 1.5, random).data).base;
      gates[id] = { base, ...(mode === 'edited' && { edits: [{ channels: [0, channels - 1], how: 'set', value: 0.7 }, { channels: [0], how: 'scale', value: 2 }] }) };
    }
    const images = randomTensor([2, 11, 9, 3], -2, 2, random);
    const expected = logitsOf(whole, images, gates);
    const lighter = lighten(whole, gates);
    folded += Object.keys(gates).length;
    expect(lighter.plan.se).toEqual(whole.plan.se.filter((id) => !gates[id]));
    const found = logitsOf(lighter, images);
    // float32 keeps seven digits of a logit, however large
    const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
    expect(Math.max(...expected.map((value, i) => Math.abs(value - found[i]))) / scale).toBeLessThan(1e-5);
  }), { seed: 11, numRuns: 120 });
  expect(folded).toBeGreaterThan(100);
}, 60_000);
