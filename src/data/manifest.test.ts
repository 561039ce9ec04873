import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseArchitecture } from './architecture';
import { DataError } from './error';
import { parseManifest } from './manifest';
import { parseModelIndex } from './modelIndex';
import { codeOf, shipped } from './shippedModel.testing';

const json = () => JSON.parse(new TextDecoder().decode(shipped('model.json')));

/** model.json with the value at `path` replaced, or removed where undefined. */
function changed(path: string, value: unknown): unknown {
  const root = json();
  const keys = path.split('/');
  const last = keys.pop() as string;
  const parent = keys.reduce((node, key) => node[key], root);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return root;
}

describe('model.json', () => {
  test('the shipped one reads as it is, and unknown fields are ignored', () => {
    const manifest = parseManifest({ ...json(), future: { field: 1 } });
    expect(manifest).toEqual(json());
    expect(manifest).not.toHaveProperty('future');
  });

  test('classes come out in the order of their ids', () => {
    const { classes } = json();
    expect(parseManifest(changed('classes', [...classes].reverse())).classes).toEqual(classes);
  });

  test.each([
    ['manifest.format', 'format', 2],
    ['manifest.integer', 'format', '1'],
    ['manifest.integer', 'format', undefined],
    ['manifest.range', 'format', 0],
    ['manifest.text', 'id', 5],
    ['manifest.text', 'name', ''],
    ['manifest.text', 'licence', undefined],
    ['manifest.object', 'architecture', undefined],
    ['manifest.choice', 'architecture/stem/kind', '5x5'],
    ['manifest.integer', 'architecture/stem/width', [32, 32, 64]],
    ['manifest.choice', 'architecture/stem/stride', 3],
    ['manifest.choice', 'architecture/stem/pool', 1],
    ['manifest.number', 'architecture/eps', '1e-5'],
    ['manifest.list', 'architecture/stages', {}],
    ['manifest.empty', 'architecture/stages', []],
    ['manifest.range', 'architecture/stages/1/id', 4],
    ['manifest.integer', 'architecture/stages/1/blocks', 2.5],
    ['manifest.range', 'architecture/stages/1/blocks', 1e9],
    ['manifest.range', 'architecture/stages/1/out', -256],
    ['manifest.groups', 'architecture/stages/1/groups', 5],
    ['manifest.basicWidth', 'architecture/stages/1/width', 24],
    ['manifest.block', 'architecture/se/blocks', ['SE_5_4']],
    ['manifest.duplicate', 'architecture/se/blocks', ['SE_5_3', 'SE_5_3']],
    ['manifest.choice', 'architecture/se/squeeze', 'median'],
    ['manifest.range', 'architecture/se/r', 0],
    ['manifest.classCount', 'architecture/classes', 1000],
    ['manifest.range', 'architecture/classes', 2 ** 40],
    ['manifest.length', 'preprocessing/size', [64]],
    ['manifest.range', 'preprocessing/size', [64, 1e6]],
    ['manifest.range', 'preprocessing/crop', 1.5],
    ['manifest.choice', 'preprocessing/interpolation', 'lanczos'],
    ['manifest.range', 'preprocessing/std', [0, 1, 1]],
    ['manifest.range', 'classes/3/id', 200],
    ['manifest.duplicate', 'classes/3/id', 2],
    ['manifest.text', 'classes/3/name', undefined],
    ['manifest.range', 'defaults/classes', [0, 200]],
    ['manifest.object', 'defaults', undefined],
    ['manifest.integer', 'parameters', null],
    ['manifest.object', 'files', []],
    ['manifest.noWeights', 'files/weights.safetensors', undefined],
    ['manifest.sha256', 'files/profile.safetensors/sha256', 'abc'],
    ['manifest.range', 'files/profile.safetensors/bytes', 2 ** 50],
  ])('%s: %s = %j', async (code, path, value) => {
    expect(await codeOf(() => parseManifest(changed(path, value)))).toBe(code);
  });

  test('any JSON in place of any field is read or refused in words', () => {
    const fields = ['architecture', 'preprocessing', 'classes', 'defaults', 'files', 'architecture/stem', 'architecture/se', 'architecture/stages/0', 'classes/0'];
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue(), (path, value) => {
        try {
          parseManifest(changed(path, value));
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      }),
      { numRuns: 150 },
    );
  });
});

test('every architecture of the PyTorch vectors is taken', () => {
  const folder = new URL('../network/vectors/', import.meta.url);
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) {
    const { architecture } = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
    if (architecture) expect(parseArchitecture(architecture), name).toEqual(architecture);
  }
});

describe('index.json', () => {
  const models = [{ id: 'a', name: 'A' }, { id: 'b', name: 'B' }];

  test('reads', () => {
    expect(parseModelIndex({ default: 'b', models, more: 1 })).toEqual({ default: 'b', models });
  });

  test.each([
    ['manifest.choice', { default: 'c', models }],
    ['manifest.duplicate', { default: 'a', models: [...models, models[0]] }],
    ['manifest.id', { default: '../x', models: [{ id: '../x', name: 'X' }] }],
    ['manifest.list', { default: 'a' }],
  ])('%s', async (code, index) => {
    expect(await codeOf(() => parseModelIndex(index))).toBe(code);
  });
});
