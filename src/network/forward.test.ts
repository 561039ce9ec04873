import type { Tensor } from '@tensorflow/tfjs-core';
import { dispose, memory, profile, tensor } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Gates, Plan, ValueName } from '../contracts';
import { BACKENDS, useBackend } from './backends.fixture';
import { evaluate, forward, upload } from './forward';
import type { NetworkWeights } from './forward';
import { buildPlan } from './plan';
import { residualNetwork } from './timm';
import { readVectors } from './vectors.fixture';
import type { Vector } from './vectors.fixture';
import type { StateTensor } from './weights';
import { foldWeights, weightShapes } from './weights';

const EXCITATION = 1e-4;
const LOGIT = 1e-3;

function load({ architecture, size, weights }: Vector): { plan: Plan; weights: NetworkWeights } {
  const plan = buildPlan(architecture, size);
  return { plan, weights: upload(foldWeights(plan, weights)) };
}

function feed(values: Record<ValueName, StateTensor>): Map<ValueName, Tensor> {
  return new Map(Object.entries(values).map(([name, { data, shape }]) => [name, tensor(data, [...shape])]));
}

function difference(actual: Tensor, expected: StateTensor): number {
  expect(actual.shape).toEqual(expected.shape);
  const data = actual.dataSync();
  return expected.data.reduce((largest, value, i) => Math.max(largest, Math.abs(value - data[i])), 0);
}

/** Runs with every value that `expected` holds tapped, and compares. */
function compare(plan: Plan, weights: NetworkWeights, feeds: Map<ValueName, Tensor>, logits: StateTensor, expected: Map<ValueName, StateTensor>, gates: Gates = {}): void {
  const result = forward(plan, weights, feeds, { gates, want: [...expected.keys()] });
  expect(difference(result.logits, logits)).toBeLessThanOrEqual(LOGIT);
  expect([...result.values.keys()]).toEqual([...expected.keys()]);
  for (const [name, value] of expected) {
    const limit = /\.(excitation|gate)$/.test(name) ? EXCITATION : LOGIT;
    expect(difference(result.values.get(name)!, value), name).toBeLessThanOrEqual(limit);
  }
}

const vectors = readVectors();

describe.each(BACKENDS)('%s equals PyTorch', (backend) => {
  beforeAll(() => useBackend(backend));

  describe.each(vectors)('$name', (vector) => {
    const plan = buildPlan(vector.architecture, vector.size);
    let weights: NetworkWeights;
    beforeAll(() => {
      weights = upload(foldWeights(plan, vector.weights));
    });

    test('hidden widths', () => {
      expect(Object.fromEntries(plan.blocks.filter((b) => b.hidden).map((b) => [b.id, b.hidden]))).toEqual(vector.hidden);
    });

    test('logits, squeeze, hidden layer, excitation and U', () => {
      compare(plan, weights, feed({ input: vector.input }), vector.logits, vector.values);
    });

    test.each(vector.settings)('gates: $name', ({ gates, logits, values }) => {
      compare(plan, weights, feed({ input: vector.input }), logits, values, gates);
    });

    test('from any block: from its input, and from what it can resume from', () => {
      const want = plan.blocks.flatMap(({ id, resume }) => [`${id}.input`, ...resume]);
      const { values } = forward(plan, weights, feed({ input: vector.input }), { want });
      for (const { id, resume } of plan.blocks) {
        const fromInput = forward(plan, weights, new Map([[`${id}.input`, values.get(`${id}.input`)!]]));
        const fromU = forward(plan, weights, new Map(resume.map((name) => [name, values.get(name)!])));
        expect(difference(fromInput.logits, vector.logits)).toBeLessThanOrEqual(LOGIT);
        expect(difference(fromU.logits, vector.logits)).toBeLessThanOrEqual(LOGIT);
      }
    });
  });
});

describe('the pass', () => {
  beforeAll(() => useBackend('cpu'));

  const vector = vectors.find(({ name }) => name === 'bottleneck-7x7')!;

  test('leaves nothing behind but what it returns, and keeps its feeds', () => {
    const { plan, weights } = load(vector);
    const feeds = feed({ input: vector.input });
    const before = memory().numTensors;
    const { logits, values } = forward(plan, weights, feeds, { want: ['input', 'SE_5_2.excitation', 'SE_5_2.shortcut', 'SE_5_1.gate'] });
    expect(memory().numTensors).toBe(before + 5);
    dispose([logits, ...values.values()]);
    expect(memory().numTensors).toBe(before);
    expect(difference(feeds.get('input')!, vector.input)).toBe(0);
    weights.dispose();
    expect(memory().numTensors).toBe(before - 2 * weights.operations.size);
  });

  test('drops intermediates early: a network three times as deep needs no more at its peak', async () => {
    const peak = async (blocks: number): Promise<number> => {
      const plan = buildPlan(residualNetwork({ kind: 'basic', layers: [blocks], width: 8, stem: { kind: '3x3', stride: 2, pool: false, width: 8 } }), [8, 8]);
      const zeros = new Map([...weightShapes(plan)].map(([name, shape]) => [name, { shape, data: new Float32Array(shape.reduce((a, b) => a * b)) }]));
      const weights = upload(foldWeights(plan, zeros));
      const feeds = feed({ input: { shape: [16, 8, 8, 3], data: new Float32Array(16 * 8 * 8 * 3) } });
      const before = memory().numBytes;
      const { peakBytes } = await profile(() => forward(plan, weights, feeds).logits);
      return peakBytes - before;
    };
    expect(await peak(6)).toBe(await peak(2));
  });

  test('a block can be run alone, without its excitation when the gate is not live', () => {
    const { plan } = load(vector);
    const excitation = { shape: [2, 40], data: new Float32Array(80).fill(0.5) };
    const nothing: NetworkWeights = { operations: new Map(), dispose: () => {} };
    const u = { shape: [2, ...plan.blocks.at(-1)!.size, 40], data: new Float32Array(2 * 2 * 2 * 40).fill(3) };
    const scaled = (gates: Gates): Tensor => evaluate(plan, nothing, feed({ 'SE_5_2.U': u }), ['SE_5_2.scaled'], gates).get('SE_5_2.scaled')!;
    expect(scaled({ SE_5_2: { base: { kind: 'ones' } } }).dataSync()[0]).toBe(3);
    expect(scaled({ SE_5_2: { base: { kind: 'constant', values: excitation.data } } }).dataSync()[0]).toBe(1.5);
    expect(() => scaled({})).toThrow();
    const fed = evaluate(plan, nothing, feed({ 'SE_5_2.U': u, 'SE_5_2.excitation': excitation }), ['SE_5_2.scaled']);
    expect(fed.get('SE_5_2.scaled')!.dataSync()[0]).toBe(1.5);
  });

  test('edits apply in order, on any base', () => {
    const { plan, weights } = load(vector);
    const excitation = { shape: [2, 40], data: new Float32Array(80).fill(0.5) };
    const edits = [
      { channels: [1, 2], how: 'set' as const, value: 0.25 },
      { channels: [2, 3], how: 'scale' as const, value: 2 },
    ];
    for (const [base, rest] of [[{ kind: 'live' }, 0.5], [{ kind: 'ones' }, 1], [{ kind: 'constant', values: excitation.data }, 0.5]] as const) {
      const gate = evaluate(plan, weights, feed({ 'SE_5_2.excitation': excitation }), ['SE_5_2.gate'], { SE_5_2: { base, edits } }).get('SE_5_2.gate')!;
      expect(gate.shape).toEqual([2, 40]);
      expect(Array.from(gate.dataSync().subarray(40, 44))).toEqual([rest, 0.25, 0.5, 2 * rest]);
    }
  });

  test.each<[string, Gates, string]>([
    ['a block that does not exist', { SE_9_1: { base: { kind: 'ones' } } }, 'SE_9_1'],
    ['a constant of another length', { SE_5_2: { base: { kind: 'constant', values: new Float32Array(39) } } }, '39 values; 40 expected'],
    ['a channel out of range', { SE_5_2: { base: { kind: 'live' }, edits: [{ channels: [40], how: 'set', value: 0 }] } }, 'channel 40'],
  ])('refuses gates: %s', (_, gates, message) => {
    const { plan, weights } = load(vector);
    expect(() => forward(plan, weights, feed({ input: vector.input }), { gates })).toThrow(message);
  });

  test.each<[string, Record<ValueName, StateTensor>, ValueName[], string]>([
    ['no feed', {}, [], 'no value was fed'],
    ['an unknown feed', { nowhere: vector.input }, [], 'no value nowhere'],
    ['an unknown value', { input: vector.input }, ['SE_5_9.U'], 'no value SE_5_9.U'],
    ['a feed of another size', { input: { shape: [1, 4, 4, 3], data: new Float32Array(48) } }, [], '[1, 40, 40, 3] expected'],
    ['feeds that do not suffice', { 'SE_5_2.U': { shape: [1, 2, 2, 40], data: new Float32Array(160) } }, [], 'the image is needed too'],
  ])('refuses %s', (_, feeds, want, message) => {
    const { plan, weights } = load(vector);
    expect(() => forward(plan, weights, feed(feeds), { want })).toThrow(message);
  });
});
