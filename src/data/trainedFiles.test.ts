import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DataError } from './error';
import { readEvolution } from './evolutionFile';
import { readSiblings } from './siblingsFile';
import { codeOf } from './shippedModel.testing';

const BLOCKS = [{ id: 'SE_2_1' as const, channels: 2 }, { id: 'SE_2_2' as const, channels: 3 }];
const bytes = (value: unknown): ArrayBuffer => new TextEncoder().encode(JSON.stringify(value)).buffer as ArrayBuffer;

const point = (share: number) => ({
  share, epochs: 33 * share, size: 32, top1: 0.4, top5: 0.7,
  mean: [0.5, 0.6], spread: [0.02, 0.11], image: [0.03, 0.08], above: [0, 0.25],
  curves: { SE_2_2: { all: [0.1, 0.5, 1], '1': [0.125, 0.5, 1], '0': [0.1, 0.25, 1] } },
});
const evolution = () => ({ format: 1, images: '4 development images', n: 4, blocks: ['SE_2_1', 'SE_2_2'], classes: [1, 0], points: [point(1), point(0), point(0.14)] });

const run = (seed: number) => ({
  seed, n: 10_000, right: 4200, top1: 0.42, top5: 0.69, minutes: 20, spread: { SE_2_1: 0.1, SE_2_2: 0.05 }, image: { SE_2_1: 0.1, SE_2_2: 0.1 },
  tail: [{ setting: {}, top1: 0.42, lost: 0, gained: 0 }, { setting: { SE_2_2: 'frozen' }, top1: 0.41, lost: 120, gained: 20 }],
});
const siblings = () => ({
  format: 1, recipe: 'a short one', epochs: 8, sizes: [[6, 32], [8, 64]], detectable: 0.01,
  rows: [
    { id: 'all', name: 'SE in every block', blocks: ['SE_2_1', 'SE_2_2'], parameters: 1000, macs: 5000, runs: [run(1), run(2)] },
    { id: 'late', name: 'All but SE_2_2', blocks: ['SE_2_1'], parameters: 900, macs: 4900, runs: [{ ...run(1), tail: undefined }] },
  ],
});

/** The file with the value at `path` replaced, or removed where undefined. */
function changed(file: object, path: string, value: unknown): ArrayBuffer {
  const keys = path.split('/');
  const last = keys.pop()!;
  const parent = keys.reduce((node, key) => node[key], file as Record<string, any>); // oxlint-disable-line typescript/no-explicit-any
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return bytes(file);
}

describe('evolution', () => {
  test('points come by share, curves in the order of the classes', () => {
    const { points, blocks, classes, n } = readEvolution(bytes(evolution()), BLOCKS, 2);
    expect({ blocks, classes, n }).toEqual({ blocks: ['SE_2_1', 'SE_2_2'], classes: [1, 0], n: 4 });
    expect(points.map(({ share }) => share)).toEqual([0, 0.14, 1]);
    expect(points[0]!.curves.SE_2_2!.classes).toEqual([Float32Array.of(0.125, 0.5, 1), Float32Array.of(0.1, 0.25, 1)]);
    expect(points[0]!.above).toEqual([0, 0.25]);
  });

  test.each([
    ['file.format', 'format', 2],
    ['file.field', 'format', undefined],
    ['file.field', 'points', []],
    ['file.field', 'blocks/0', 'SE_9_1'],
    ['file.field', 'blocks/0', 'SE_2_2'],
    ['file.field', 'classes/0', 2],
    ['file.field', 'points/1/spread', [0.1]],
    ['file.field', 'points/1/share', 1.5],
    ['file.field', 'points/1/curves/SE_2_2/all', [0.1, 0.2]],
    ['file.field', 'points/1/curves/SE_2_2/0', undefined],
    ['file.field', 'points/1/curves/SE_2_2/0', [0.1, 0.2, '1']],
  ])('%s for %s = %j', async (code, path, value) => {
    expect(await codeOf(() => readEvolution(changed(evolution(), path, value), BLOCKS, 2))).toBe(code);
  });
});

describe('siblings', () => {
  test('rows with their runs; a row without records of its tail', () => {
    const { rows, schedule } = readSiblings(bytes(siblings()));
    expect(schedule).toEqual({ epochs: 8, sizes: [[6, 32], [8, 64]] });
    expect(rows[0]!.runs[1]).toEqual({ seed: 2, n: 10_000, top1: 0.42, top5: 0.69, spread: { SE_2_1: 0.1, SE_2_2: 0.05 }, tail: [{ setting: {}, top1: 0.42 }, { setting: { SE_2_2: 'frozen' }, top1: 0.41 }] });
    expect(rows[1]!.runs[0]!.tail).toEqual([]);
    expect(rows[1]!.runs[0]!.spread).toEqual({ SE_2_1: 0.1 });
  });

  test.each([
    ['file.field', 'rows', []],
    ['file.field', 'rows/0/runs', []],
    ['file.field', 'rows/1/id', 'all'],
    ['file.field', 'rows/0/blocks/0', 'layer1'],
    ['file.field', 'rows/0/runs/0/spread/SE_2_2', undefined],
    ['file.field', 'rows/0/runs/0/top1', 42],
    ['file.field', 'rows/0/runs/0/tail/1/setting', { SE_2_2: 'live' }],
  ])('%s for %s = %j', async (code, path, value) => {
    expect(await codeOf(() => readSiblings(changed(siblings(), path, value)))).toBe(code);
  });
});

/** Paths to every value of a JSON file. */
function paths(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [...(at ? [at] : []), ...Object.entries(value).flatMap(([key, item]) => paths(item, at ? `${at}/${key}` : key))];
}

test('any value put anywhere, or a cut: read, or refused by a problem with a name', () => {
  for (const [file, read] of [
    [evolution, (buffer: ArrayBuffer) => readEvolution(buffer, BLOCKS, 2)],
    [siblings, readSiblings],
  ] as const) {
    const every = paths(file());
    const tried = (buffer: ArrayBuffer) => {
      try {
        read(buffer);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
        expect((error as DataError).problem.code).toMatch(/^(file|data)\./);
      }
    };
    fc.assert(fc.property(fc.constantFrom(...every), fc.jsonValue(), (path, value) => tried(changed(file(), path, value))), { numRuns: 150 });
    fc.assert(fc.property(fc.nat(bytes(file()).byteLength), (length) => tried(bytes(file()).slice(0, length))), { numRuns: 30 });
  }
});
