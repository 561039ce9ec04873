import { describe, expect, test } from 'vitest';
import { blockIds } from './architecture';
import { buildPlan } from './plan';
import { residualNetwork } from './timm';
import { readVectors } from './vectors.fixture';
import type { StateTensor } from './weights';
import { checkWeights, foldStepwise, foldWeights, weightShapes } from './weights';

describe('names and shapes are those of the state dict', () => {
  test.each(readVectors())('$name', ({ architecture, size, weights }) => {
    const shapes = weightShapes(buildPlan(architecture, size));
    const sorted = (entries: Iterable<[string, readonly number[]]>): [string, readonly number[]][] => (
      [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1))
    );
    expect(sorted(shapes)).toEqual(sorted([...weights].map(([name, { shape }]) => [name, shape])));
  });

  test('a block without an SE module has no fc1 and fc2', () => {
    const architecture = residualNetwork({ layers: [2, 1] });
    architecture.se.blocks = blockIds(architecture.stages).slice(1, 2);
    const names = [...weightShapes(buildPlan(architecture, [32, 32])).keys()].filter((name) => name.includes('.se.'));
    expect(names).toEqual(['fc1.weight', 'fc1.bias', 'fc2.weight', 'fc2.bias'].map((name) => `layer1.1.se.${name}`));
  });
});

describe('folded one operation after the other', () => {
  const sourceOf = (weights: ReadonlyMap<string, StateTensor>) => {
    const asked: string[] = [];
    return { shapes: weights, asked, tensor: async (name: string) => (asked.push(name), weights.get(name)!) };
  };

  test.each(readVectors())('$name is as folded at once, and each tensor is read once', async ({ architecture, size, weights }) => {
    const plan = buildPlan(architecture, size);
    const source = sourceOf(weights);
    const folded = foldStepwise(plan, source);
    expect(source.asked).toEqual([]);
    const all = new Map<string, unknown>();
    for await (const [name, own] of folded) all.set(name, own);
    expect(all).toEqual(foldWeights(plan, weights));
    expect(source.asked).toEqual([...weightShapes(plan).keys()]);
  });

  test('one alone is read alone; what does not fit is refused before anything is read', async () => {
    const { architecture, size, weights } = readVectors()[0]!;
    const plan = buildPlan(architecture, size);
    const source = sourceOf(weights);
    const linear = plan.operations.find(({ op }) => op === 'linear')!.name;
    expect(await foldStepwise(plan, source).get(linear)).toEqual(foldWeights(plan, weights).get(linear));
    expect(source.asked).toEqual(['fc.weight', 'fc.bias']);
    const less = new Map(weights);
    less.delete('fc.bias');
    expect(() => foldStepwise(plan, sourceOf(less))).toThrow('fc.bias');
  });
});

describe('a state dict that does not fit is refused by name', () => {
  const vector = readVectors().find(({ name }) => name === 'bottleneck-7x7')!;
  const plan = buildPlan(vector.architecture, vector.size);
  const changed = (change: (weights: Map<string, StateTensor>) => void): Map<string, StateTensor> => {
    const weights = new Map(vector.weights);
    change(weights);
    return weights;
  };

  test('batch counters are ignored', () => {
    const weights = changed((w) => w.set('bn1.num_batches_tracked', { shape: [], data: new Float32Array(1) }));
    expect(() => checkWeights(plan, weights)).not.toThrow();
  });

  test.each<[string, (weights: Map<string, StateTensor>) => void, string]>([
    ['missing', (w) => w.delete('layer2.0.bn1.bias'), 'weight layer2.0.bn1.bias is missing'],
    ['several', (w) => ['fc.bias', 'bn1.weight', 'bn1.bias'].forEach((name) => w.delete(name)), 'weight bn1.weight is missing (and 2 more faults)'],
    ['unexpected', (w) => w.set('layer9.0.conv1.weight', w.get('fc.bias')!), 'weight layer9.0.conv1.weight is not part of the architecture'],
    ['misshapen', (w) => w.set('fc.bias', w.get('bn1.bias')!), 'weight fc.bias has shape [8]; the architecture needs [10]'],
    ['transposed', (w) => w.set('conv1.weight', { ...w.get('conv1.weight')!, shape: [3, 8, 7, 7] }), '[3, 8, 7, 7]; the architecture needs [8, 3, 7, 7]'],
    ['impossible variance', (w) => w.set('bn1.running_var', { shape: [8], data: new Float32Array(8).fill(-1) }), 'weight bn1.running_var is -1 in channel 0'],
  ])('%s', (_, change, message) => {
    expect(() => foldWeights(plan, changed(change))).toThrow(message);
  });
});
