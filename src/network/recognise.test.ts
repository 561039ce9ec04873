import { describe, expect, test } from 'vitest';
import { buildPlan } from './plan';
import { alike, RecognitionError, recognise } from './recognise';
import { readShipped } from './shipped.fixture';
import { type KnownNetwork, knownArchitecture, knownNetworks, legacyName } from './timm';
import { readVectors } from './vectors.fixture';
import { checkWeights, weightShapes } from './weights';

/** Shapes of a known network's state dict, as its file has them. */
function fileOf(name: KnownNetwork, classes: number): Map<string, { shape: number[] }> {
  const architecture = knownArchitecture(name, classes);
  const names = name.startsWith('legacy_') ? (own: string) => legacyName(own, architecture.stem) : (own: string) => own;
  return new Map([...weightShapes(buildPlan(architecture, [64, 64]))].map(([own, shape]) => [names(own), { shape }]));
}

test.each(knownNetworks)('%s is recognised from names and shapes, with other classes too, and fits', (name) => {
  const file = fileOf(name, 37);
  const { known, architecture, nameOf } = recognise(file);
  expect(known).toBe(name);
  expect(architecture).toEqual(knownArchitecture(name, 37));
  const renamed = new Map([...file].map(([own, tensor]) => [nameOf(own), tensor]));
  expect(() => checkWeights(buildPlan(architecture, [64, 64]), renamed)).not.toThrow();
});

test('the shipped network is none of timm’s, yet its widths, blocks and reduction are read', () => {
  const { manifest, state } = readShipped();
  const { known, architecture } = recognise(state);
  expect(known).toBeUndefined();
  expect(architecture.stages).toEqual(manifest.architecture.stages);
  expect(architecture.se.blocks).toEqual(manifest.architecture.se.blocks);
  expect(architecture.classes).toBe(manifest.classes.length);
  expect(() => checkWeights(buildPlan(architecture, [64, 64]), state)).not.toThrow();
});

test.each(readVectors().filter(({ name }) => ['subset-mixed-odd', 'relu-3x3-paper-stride', 'pool-shortcut', 'legacy-senet'].includes(name)))('$name fits what is read off it', ({ weights, architecture: { stages } }) => {
  const { architecture } = recognise(weights);
  expect(architecture.stages.map(({ id }) => id)).toEqual(stages.map(({ id }) => id));
  expect(() => checkWeights(buildPlan(architecture, [64, 64]), weights)).not.toThrow();
});

test('networks that names and shapes don’t tell apart are listed together, and no others', () => {
  expect(alike(knownArchitecture('seresnet50', 7))).toEqual(['seresnet50', 'legacy_seresnet50']);
  expect(alike(knownArchitecture('legacy_senet154'))).toEqual(['senet154', 'legacy_senet154']);
  expect(alike(knownArchitecture('seresnet18'))).toEqual(['seresnet18']);
  expect(alike(readShipped().manifest.architecture)).toEqual([]);
});

describe('what is no such network is said by its first missing tensor', () => {
  test.each<[string, [string, number[]][], string]>([
    ['nothing', [], 'layer1.0.conv1.weight'],
    ['a transformer', [['blocks.0.attn.qkv.weight', [576, 192]], ['head.weight', [1000, 192]]], 'layer1.0.conv1.weight'],
    ['a legacy network without its head', [...fileOf('legacy_seresnet18', 5)].filter(([name]) => !name.startsWith('last')).map(([name, { shape }]): [string, number[]] => [name, shape]), 'last_linear.weight'],
  ])('%s', (_, shapes, tensor) => {
    const broken = () => recognise(new Map(shapes.map(([name, shape]) => [name, { shape }])));
    expect(broken).toThrow(RecognitionError);
    expect(broken).toThrow(tensor);
  });
});
