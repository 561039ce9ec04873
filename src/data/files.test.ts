import { describe, expect, test } from 'vitest';
import { readSafetensors } from '../safetensors/read';
import type { Tensor } from '../safetensors/tensor';
import { writeSafetensors } from '../safetensors/write';
import { readGolden } from './goldenFile';
import { readHeldOut } from './heldOutFile';
import { readProfile } from './profileFile';
import { readRecord } from './recordFile';
import { BLOCKS, codeOf, INPUT, shipped } from './shippedModel.testing';
import { readWeights } from './weightsFile';

const CLASSES = 200;
const IDS = BLOCKS.map(({ id }) => id);

/** A small file of these tensors, one changed or (undefined) left out. */
function small(tensors: Record<string, Tensor>, metadata: Record<string, string>, change: Record<string, Tensor | undefined> = {}): ArrayBuffer {
  const entries = Object.entries({ ...tensors, ...change }).filter((entry): entry is [string, Tensor] => entry[1] !== undefined);
  return writeSafetensors(entries, metadata).buffer;
}

const f32 = (shape: number[], ...data: number[]): Tensor => ({ dtype: 'F32', shape, data: Float32Array.from(data) });
const u8 = (shape: number[], ...data: number[]): Tensor => ({ dtype: 'U8', shape, data: Uint8Array.from(data) });
const u16 = (shape: number[], ...data: number[]): Tensor => ({ dtype: 'U16', shape, data: Uint16Array.from(data) });
const u32 = (shape: number[], ...data: number[]): Tensor => ({ dtype: 'U32', shape, data: Uint32Array.from(data) });

describe('profile', () => {
  const blocks = [{ id: 'SE_2_1' as const, channels: 2 }];
  const tensors = {
    count: u32([2], 1, 3),
    'SE_2_1.mean': f32([2, 2], 0.1, 0.2, 0.3, 0.4),
    'SE_2_1.std': f32([2, 2], NaN, NaN, 0.5, 0.6),
    'SE_2_1.scale_sd': f32([2], NaN, 0.7),
    'SE_2_1.hist': u32([2, 40], ...Array.from({ length: 80 }, () => 1)),
  };

  test('the shipped one', () => {
    const profile = readProfile(shipped('profile.safetensors'), BLOCKS, CLASSES);
    expect(profile.range).toEqual([0, 1]);
    expect(profile.images).toContain('50 development images of each class');
    expect(new Set(profile.count)).toEqual(new Set([50]));
    expect(profile.blocks.map(({ block }) => block)).toEqual(IDS);
    const { mean, hist, channels } = profile.blocks[15];
    expect(mean.length).toBe(CLASSES * 192);
    expect(hist.reduce((a, b) => a + b)).toBe(CLASSES * 50 * channels);
    expect(mean.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(mean.reduce((a, b) => a + b) / mean.length).toBeCloseTo(0.48, 2);
  });

  test('deviations of a class of one image become 0', () => {
    const { blocks: [block] } = readProfile(small(tensors, {}), blocks, 2);
    expect([...block.std]).toEqual([...Float32Array.of(0, 0, 0.5, 0.6)]);
    expect([...block.scaleSd]).toEqual([...Float32Array.of(0, 0.7)]);
  });

  test.each([
    ['file.tensor', { count: undefined }],
    ['file.tensor', { 'SE_2_1.hist': undefined }],
    ['file.shape', { 'SE_2_1.mean': f32([2, 1], 0, 0) }],
    ['file.shape', { count: u32([3], 1, 2, 3) }],
    ['file.dtype', { count: f32([2], 1, 2) }],
    ['file.notFinite', { 'SE_2_1.mean': f32([2, 2], 0, 0, NaN, 0) }],
    ['file.notFinite', { 'SE_2_1.std': f32([2, 2], 0, 0, Infinity, 0) }],
  ] as [string, Record<string, Tensor | undefined>][])('%s', async (code, change) => {
    expect(await codeOf(() => readProfile(small(tensors, {}, change), blocks, 2))).toBe(code);
  });

  test.each(['', '0', '1,0', 'a,b', '0,1,2'])('range %j is refused', async (range) => {
    expect(await codeOf(() => readProfile(small(tensors, { range }), blocks, 2))).toBe('file.metadata');
  });

  test('errors of the format name the file', async () => {
    const cut = shipped('profile.safetensors').slice(0, 100_000);
    expect(() => readProfile(cut, BLOCKS, CLASSES)).toThrow(expect.objectContaining({
      problem: { code: 'safetensors.truncated', values: expect.objectContaining({ file: 'profile.safetensors' }) },
    }));
  });
});

describe('held-out set', () => {
  const blocks = [{ id: 'SE_5_1' as const, input: [1, 1, 2] }];
  const tensors = { features: u8([2, 1, 1, 2], 1, 2, 3, 4), scale: f32([2], 0.5, 0.25), labels: u16([2], 0, 1), index: u32([2], 7, 3) };
  const metadata = { entering: 'SE_5_1' };

  test('the shipped one', () => {
    const heldOut = readHeldOut(shipped('heldout.safetensors'), BLOCKS, CLASSES);
    expect(heldOut.entering).toBe('SE_5_1');
    expect(heldOut.shape).toEqual([1000, ...BLOCKS.find(({ id }) => id === 'SE_5_1')!.input]);
    expect(heldOut.zero).toBeUndefined();
    expect(new Set(heldOut.labels.subarray(0, CLASSES)).size).toBe(CLASSES);
  });

  test('zero is read where there is one', () => {
    expect(readHeldOut(small(tensors, metadata, { zero: f32([2], -1, 0) }), blocks, 2).zero).toEqual(Float32Array.of(-1, 0));
  });

  test.each([
    ['file.shape', { features: u8([2, 2, 1, 1], 1, 2, 3, 4) }],
    ['file.dtype', { features: u16([2, 1, 1, 2], 1, 2, 3, 4) }],
    ['file.empty', { features: u8([0, 1, 1, 2]) }],
    ['file.shape', { labels: u16([1], 0) }],
    ['file.value', { labels: u16([2], 0, 2) }],
    ['file.value', { labels: u32([2], 0, 65536) }],
    ['file.notFinite', { scale: f32([2], 1, NaN) }],
    ['file.tensor', { index: undefined }],
  ] as [string, Record<string, Tensor | undefined>][])('%s', async (code, change) => {
    expect(await codeOf(() => readHeldOut(small(tensors, metadata, change), blocks, 2))).toBe(code);
  });

  test('a block that the plan lacks', async () => {
    expect(await codeOf(() => readHeldOut(small(tensors, { entering: 'SE_9_9' }), blocks, 2))).toBe('file.metadata');
  });
});

describe('record', () => {
  const tensors = {
    top1: u8([2, 3], 0, 1, 1, 0, 0, 1),
    rank: u8([2, 3], 0, 0, 0, 0, 1, 0),
    labels: u16([3], 0, 1, 1),
    heldout: u32([2], 2, 0),
    heldout_top1: u8([2, 2], 1, 0, 1, 0),
    heldout_rank: u8([2, 2], 0, 0, 0, 0),
  };
  const settings = '[{}, {"SE_5_3": "frozen"}]';

  test('the shipped one reaches what its README says', () => {
    const record = readRecord(shipped('ablation.safetensors'), IDS, CLASSES);
    expect([record.settings.length, record.tailSettings, record.images]).toEqual([69, 27, 10_000]);
    expect(record.labels.filter((label, i) => record.top1[i] === label).length).toBe(5173);
    expect(record.rank.subarray(0, 10_000).filter((rank) => rank < 5).length).toBe(7691);
  });

  test.each([
    ['file.shape', { top1: u8([1, 3], 0, 1, 1) }],
    ['file.value', { top1: u8([2, 3], 0, 1, 1, 0, 0, 2) }],
    ['file.value', { heldout: u32([2], 2, 3) }],
    ['file.value', { labels: u32([3], 0, 1, 65537) }],
    ['file.dtype', { rank: u16([2, 3], 0, 0, 0, 0, 0, 0) }],
    ['file.settings', { heldout_top1: u8([3, 2], 0, 0, 0, 0, 0, 0) }],
    ['file.shape', { heldout_rank: u8([1, 2], 0, 0) }],
  ] as [string, Record<string, Tensor | undefined>][])('%s', async (code, change) => {
    expect(await codeOf(() => readRecord(small(tensors, { settings }, change), ['SE_5_3'], 2))).toBe(code);
  });

  test.each([
    ['file.metadata', 'x'],
    ['file.metadata', '[]'],
    ['file.metadata', '[{}, {"SE_5_2": "frozen"}]'],
    ['file.metadata', '[{}, {"SE_5_3": "live"}]'],
    ['file.metadata', '[{}, null]'],
    ['file.firstSetting', '[{"SE_5_3": "off"}, {}]'],
    ['none', settings],
  ])('%s for settings %s', async (code, text) => {
    expect(await codeOf(() => readRecord(small(tensors, { settings: text }), ['SE_5_3'], 2))).toBe(code);
  });
});

test.each([
  [undefined, 'none'],
  ['[]', 'none'],
  ['["SE_5_3"]', 'none'],
  ['["SE_5_3", "SE_5_3"]', 'file.metadata'],
  ['["SE_9_9"]', 'file.metadata'],
  ['{}', 'file.metadata'],
  ['x', 'file.metadata'],
])('a greedy path %s: %s', async (greedy, code) => {
  const of = () =>
    readRecord(
      small(
        { top1: u8([2, 1], 0, 0), rank: u8([2, 1], 0, 0), labels: u16([1], 0), heldout: u32([0]), heldout_top1: u8([1, 0]), heldout_rank: u8([1, 0]) },
        { settings: '[{}, {"SE_5_3": "frozen"}]', ...(greedy !== undefined && { greedy }) },
      ),
      ['SE_5_3'],
      2,
    );
  expect(await codeOf(of)).toBe(code);
  if (greedy?.includes('SE_5_3') && code === 'none') expect(of().greedy).toEqual(['SE_5_3']);
});

test('golden output', async () => {
  const expected = { input: INPUT, blocks: BLOCKS, classes: CLASSES };
  const golden = readGolden(shipped('golden.safetensors'), expected);
  expect(golden.input.length).toBe(INPUT[0] * INPUT[1] * 3);
  expect(Object.keys(golden.excitation)).toEqual(IDS);
  expect(await codeOf(() => readGolden(shipped('golden.safetensors'), { ...expected, input: [32, 32, 3] }))).toBe('file.shape');
});

test('weights come as F32 without the counters', () => {
  const counter: Tensor = { dtype: 'I64', shape: [], data: BigInt64Array.of(3n) };
  const tensors: [string, Tensor][] = [['bn1.num_batches_tracked', counter], ['fc.weight', { dtype: 'F16', shape: [1, 2], data: Uint16Array.of(0x3c00, 0xc000) }]];
  const written = writeSafetensors(tensors).buffer;
  expect(readSafetensors(written).tensors.size).toBe(2);
  expect([...readWeights(written)]).toEqual([['fc.weight', { shape: [1, 2], data: Float32Array.of(1, -2) }]]);
});
