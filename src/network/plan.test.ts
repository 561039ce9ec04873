import { describe, expect, test } from 'vitest';
import type { Architecture } from '../contracts';
import { hiddenWidth } from './architecture';
import { buildPlan, valueShapes } from './plan';
import { EXACT, knownArchitecture, residualNetwork } from './timm';

const seresnet50 = knownArchitecture('seresnet50');

/** A copy of SE-ResNet-50 with one field replaced, as a broken model.json would have it. */
function broken(path: (string | number)[], value: unknown): Architecture {
  const copy = structuredClone(seresnet50);
  const parent = path.slice(0, -1).reduce<Record<string | number, unknown>>((at, key) => at[key] as never, copy as never);
  parent[path.at(-1)!] = value;
  return copy;
}

describe('SE-ResNet-50', () => {
  const plan = buildPlan(seresnet50, [224, 224]);
  const shapes = valueShapes(plan);

  test('units in depth with the sizes of table 1', () => {
    expect(plan.se).toHaveLength(16);
    expect(plan.se.slice(-3)).toEqual(['SE_5_1', 'SE_5_2', 'SE_5_3']);
    expect(plan.blocks.map(({ size }) => size[0])).toEqual([56, 56, 56, 28, 28, 28, 28, 14, 14, 14, 14, 14, 14, 7, 7, 7]);
    expect(plan.blocks.at(-1)).toEqual({ id: 'SE_5_3', stage: 5, index: 3, gated: 'SE_5_3.U', channels: 2048, size: [7, 7], hidden: 128, resume: ['SE_5_3.U', 'SE_5_3.shortcut'], input: [7, 7, 2048] });
  });

  test('every value is made once, before it is read, and every unit has the named values', () => {
    const made = new Set(['input']);
    for (const { inputs, output } of plan.operations) {
      for (const input of inputs) expect(made, input).toContain(input);
      expect(made, output).not.toContain(output);
      made.add(output);
    }
    for (const id of plan.se) {
      for (const value of ['input', 'U', 'shortcut', 'squeeze', 'hidden', 'excitation', 'gate', 'scaled']) expect(shapes.has(`${id}.${value}`)).toBe(true);
    }
    expect(new Set(plan.operations.map(({ name }) => name)).size).toBe(plan.operations.length);
  });

  test('a bottleneck strides in its 3×3, as timm', () => {
    expect(shapes.get('SE_3_1.conv1')).toEqual([56, 56, 128]);
    expect(shapes.get('SE_3_1.conv2')).toEqual([28, 28, 128]);
  });

  test('the shortcut is a convolution only where the shape changes', () => {
    const convolutions = plan.operations.filter(({ name }) => name.includes('downsample')).map(({ block }) => block);
    expect(convolutions).toEqual(['SE_2_1', 'SE_3_1', 'SE_4_1', 'SE_5_1']);
  });
});

test('plans stay quick for the deepest rows', () => {
  expect(buildPlan(residualNetwork({ layers: [3, 30, 48, 8] }), [224, 224]).blocks).toHaveLength(89);
});

test('hidden width as timm rounds it', () => {
  const timm = { r: 16, rounding: { divisor: 8, min: 8 } };
  expect([64, 128, 160, 256, 2048].map((channels) => hiddenWidth(channels, timm))).toEqual([8, 8, 8, 16, 128]);
  // 200 / 16 = 12.5 goes up to 16 under divisor 8
  expect(hiddenWidth(200, timm)).toBe(16);
  expect(hiddenWidth(2048, { r: 4, rounding: EXACT.rounding })).toBe(512);
});

describe('an architecture that makes no network is refused by field, with what is known', () => {
  test.each<[(string | number)[], unknown, string]>([
    [['stem', 'kind'], '5x5', 'stem.kind is "5x5"; known: 7x7, 3x3, deep, inception'],
    [['stem', 'width'], [32, 32, 64], 'stem.width is [32,32,64]; a whole number'],
    [['stem', 'kind'], 'deep', 'a deep stem lists the widths'],
    [['stem', 'pool'], 1, 'stem.pool is 1'],
    [['stem'], null, 'stem is null'],
    [['eps'], '1e-5', 'eps is "1e-5"'],
    [['stages'], [], 'stages is []'],
    [['stages', 1, 'kind'], 'inverted', 'stages[1].kind is "inverted"; known: bottleneck, basic, inception'],
    [['stages', 1, 'id'], 4, 'stages[1].id is 4; 3 expected'],
    [['stages', 0, 'width'], 64.5, 'stages[0].width is 64.5'],
    [['stages', 0, 'out'], undefined, 'stages[0].out is missing'],
    [['stages', 2, 'blocks'], 1e9, 'stages[2].blocks is 1000000000'],
    [['stages', 2, 'blocks'], 0, 'stages[2].blocks is 0'],
    [['stages', 3, 'stride'], 3, 'stages[3].stride is 3; known: 1, 2'],
    [['stages', 3, 'groups'], 7, 'stages[3].groups is 7; it must divide the width 512'],
    [['stages', 3, 'shortcut'], 'pad', 'known: conv'],
    [['se', 'blocks', 2], 'SE_5_4', 'se.blocks[2] is "SE_5_4"; known: SE_2_1, SE_2_2, SE_2_3, SE_3_1'],
    [['se', 'blocks', 2], 'SE_2_1', 'se.blocks[2] is "SE_2_1"; it is listed twice'],
    [['se', 'r'], 0, 'se.r is 0'],
    [['se', 'squeeze'], 'median', 'se.squeeze is "median"; known: average, max, none'],
    [['se', 'excitation'], 'step', 'se.excitation is "step"; known: sigmoid, tanh, relu'],
    [['se', 'place'], 'everywhere', 'se.place is "everywhere"; known: standard, pre, post, identity, 3x3'],
    [['se', 'constants'], ['SE_2_1'], 'se.constants[0] is "SE_2_1"; it is listed twice'],
    [['stages', 1, 'strideIn'], '5x5', 'stages[1].strideIn is "5x5"'],
    [['stages', 1], { id: 3, kind: 'inception', modules: [] }, 'stages[1].modules is []'],
    [['stages', 1], { id: 3, kind: 'inception', modules: [{ one: 4, three: [2], twice: [2, 2, 2], pool: { mode: 'max', width: 2 }, stride: 1 }] }, 'stages[1].modules[0].three is [2]; the widths of its two'],
    [['stages', 1], { id: 3, kind: 'inception', modules: [{ one: 4, three: [2, 2], twice: [2, 2, 2], pool: { mode: 'max', width: 0 }, stride: 2 }] }, 'stages[1].modules[0].stride is 2; a module that strides has no 1×1 branch'],
    [['se', 'rounding'], undefined, 'se.rounding is missing'],
    [['classes'], -1, 'classes is -1'],
  ])('%j = %j', (path, value, message) => {
    expect(() => buildPlan(broken(path, value), [224, 224])).toThrow(message);
  });

  test('a reduction that leaves no hidden unit', () => {
    const architecture = { ...seresnet50, se: { ...seresnet50.se, r: 4096, rounding: { divisor: 1, min: 0 } } };
    expect(() => buildPlan(architecture, [224, 224])).toThrow('256 channels would get a hidden width of 0');
  });

  test('a basic block with groups', () => {
    expect(() => buildPlan(residualNetwork({ kind: 'basic', layers: [1], groups: 2 }), [32, 32])).toThrow('stages[0].groups is 2; a basic block has 1 group');
  });

  test.each([[[0, 64]], [[64]], [[64, 64.5]], [[1e9, 1]], [undefined]])('size %j', (size) => {
    expect(() => buildPlan(seresnet50, size as [number, number])).toThrow(/^size/);
  });
});
