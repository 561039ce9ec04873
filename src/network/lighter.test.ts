import { expect, test } from 'vitest';
import type { Setting } from '../contracts';
import { cost } from './cost';
import { lighten } from './lighter';
import { buildPlan } from './plan';
import { readVectors } from './vectors.fixture';
import { checkWeights, weightShapes } from './weights';

const { architecture, size, weights: state } = readVectors().find(({ name }) => name === 'bottleneck-7x7')!;
const network = { plan: buildPlan(architecture, size), state };
const half = new Float32Array(32).fill(0.5);

test('what is left is a network of its own, as large as the cost says, and the network it came from stays as it was', () => {
  const setting: Setting = { SE_4_1: 'frozen', SE_5_2: 'off' };
  const before = state.get('layer3.0.bn3.weight')!.data.slice();
  const { plan, state: left } = lighten(network, setting, { SE_4_1: half });
  expect(() => checkWeights(plan, left)).not.toThrow();
  expect([...left.keys()].toSorted()).toEqual([...weightShapes(plan).keys()].toSorted());
  expect(plan.se).toEqual(network.plan.se.filter((id) => !(id in setting)));
  expect(cost(plan).total.parameters).toBe(cost(network.plan, setting).total.parameters);
  expect(left.get('layer3.0.bn3.weight')!.data).toEqual(before.map((value) => value / 2));
  expect(left.get('layer4.1.bn3.bias')).toBe(state.get('layer4.1.bn3.bias'));
  expect(state.get('layer3.0.bn3.weight')!.data).toEqual(before);
});

test.each(readVectors().filter((vector) => vector.architecture.se.blocks.length > 0))('$name: what stays costs what the plan says, whether its constants fold or not', ({ architecture: own, size: at, weights }) => {
  const plan = buildPlan(own, at);
  const setting: Setting = Object.fromEntries(plan.se.map((id, i) => [id, i % 3 === 2 ? 'off' : 'frozen']));
  const all = Object.fromEntries(plan.blocks.map(({ id, channels }) => [id, new Float32Array(channels).fill(0.5)]));
  const lighter = lighten({ plan, state: weights }, setting, all);
  expect(lighter.plan.se).toEqual([]);
  expect(cost(lighter.plan).total).toEqual(cost(plan, setting).total);
});

test.each<[string, Setting, Record<string, Float32Array>, string]>([
  ['a block that is not there', { SE_9_1: 'off' }, {}, 'SE_9_1'],
  ['a frozen block without its constant', { SE_4_1: 'frozen' }, {}, 'no values to freeze it to; 32 expected'],
  ['a constant of another length', { SE_4_1: 'frozen' }, { SE_4_1: half.subarray(1) }, '31 values'],
])('refuses %s', (_, setting, all, message) => {
  expect(() => lighten(network, setting, all)).toThrow(message);
});
