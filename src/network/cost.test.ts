import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Architecture, Manifest } from '../contracts';
import { DEEP, NO_ROUNDING, resnet, TIERED } from './architectures.fixture';
import { cost } from './cost';
import { buildPlan } from './plan';

const shipped: Manifest = JSON.parse(readFileSync('public/models/seresnet50-w32-tin/model.json', 'utf8'));
const seresnet50 = resnet({ layers: [3, 4, 6, 3] });

// FACTS.md, each built from timm's source. 't' and 'd' nets average-pool in their shortcuts, which has no parameters.
const TIMM: [name: string, parameters: number, seBlocks: number, Architecture][] = [
  ['seresnet18', 11_779_624, 8, resnet({ kind: 'basic', layers: [2, 2, 2, 2] })],
  ['seresnet34', 21_960_416, 16, resnet({ kind: 'basic', layers: [3, 4, 6, 3] })],
  ['seresnet50', 28_088_024, 16, seresnet50],
  ['seresnet50t', 28_104_720, 16, resnet({ layers: [3, 4, 6, 3], stem: TIERED })],
  ['seresnet101', 49_326_872, 33, resnet({ layers: [3, 4, 23, 3] })],
  ['seresnet152', 66_821_848, 50, resnet({ layers: [3, 8, 36, 3] })],
  ['seresnet152d', 66_841_080, 50, resnet({ layers: [3, 8, 36, 3], stem: DEEP })],
  ['seresnet200d', 71_855_096, 66, resnet({ layers: [3, 24, 36, 3], stem: DEEP })],
  ['seresnet269d', 113_672_760, 89, resnet({ layers: [3, 30, 48, 8], stem: DEEP })],
  ['seresnext26d_32x4d', 16_809_512, 8, resnet({ layers: [2, 2, 2, 2], width: 128, groups: 32, stem: DEEP })],
  ['seresnext26t_32x4d', 16_806_976, 8, resnet({ layers: [2, 2, 2, 2], width: 128, groups: 32, stem: TIERED })],
  ['seresnext50_32x4d', 27_559_896, 16, resnet({ layers: [3, 4, 6, 3], width: 128, groups: 32 })],
  ['seresnext101_32x4d', 48_955_416, 33, resnet({ layers: [3, 4, 23, 3], width: 128, groups: 32 })],
  ['seresnext101_32x8d', 93_569_048, 33, resnet({ layers: [3, 4, 23, 3], width: 256, groups: 32 })],
  ['seresnext101d_32x8d', 93_588_280, 33, resnet({ layers: [3, 4, 23, 3], width: 256, groups: 32, stem: DEEP })],
  ['seresnext101_64x4d', 88_232_984, 33, resnet({ layers: [3, 4, 23, 3], width: 256, groups: 64 })],
  ['legacy_seresnet18', 11_778_592, 8, resnet({ kind: 'basic', layers: [2, 2, 2, 2], rounding: NO_ROUNDING })],
  ['legacy_seresnet34', 21_958_868, 16, resnet({ kind: 'basic', layers: [3, 4, 6, 3], rounding: NO_ROUNDING })],
  ['legacy_seresnext26_32x4d', 16_790_280, 8, resnet({ layers: [2, 2, 2, 2], width: 128, groups: 32 })],
  ['resnet18', 11_689_512, 0, resnet({ kind: 'basic', layers: [2, 2, 2, 2], se: false })],
  ['resnet34', 21_797_672, 0, resnet({ kind: 'basic', layers: [3, 4, 6, 3], se: false })],
  ['resnet50', 25_557_032, 0, resnet({ layers: [3, 4, 6, 3], se: false })],
  ['resnet101', 44_549_160, 0, resnet({ layers: [3, 4, 23, 3], se: false })],
  ['resnet152', 60_192_808, 0, resnet({ layers: [3, 8, 36, 3], se: false })],
  ['resnext50_32x4d', 25_028_904, 0, resnet({ layers: [3, 4, 6, 3], width: 128, groups: 32, se: false })],
  ['wide_resnet50_2', 68_883_240, 0, resnet({ layers: [3, 4, 6, 3], width: 128, se: false })],
];

describe('parameters as timm counts them', () => {
  test.each(TIMM)('%s: %i', (_, parameters, seBlocks, architecture) => {
    const plan = buildPlan(architecture, [224, 224]);
    expect(cost(plan).total.parameters).toBe(parameters);
    expect(plan.se).toHaveLength(seBlocks);
  });
});

describe('SE-ResNet-50 at 224', () => {
  const plan = buildPlan(seresnet50, [224, 224]);
  const live = cost(plan);

  test('multiply-adds', () => {
    expect(live.total.macs).toBe(4_091_699_200);
    expect(live.se.macs).toBe(2_514_944);
  });

  test('SE parameters by stage: weights and biases', () => {
    const byStage = [2, 3, 4, 5].map((stage) => {
      const ids = new Set(plan.blocks.filter((block) => block.stage === stage).map((block) => block.id));
      const blocks = live.blocks.filter((block) => ids.has(block.id));
      return blocks.reduce((sum, { se }) => sum + se.macs, 0);
    });
    expect(byStage).toEqual([24_576, 131_072, 786_432, 1_572_864]);
    expect(live.se.parameters).toBe(2_514_944 + 16_048);
    expect(live.backbone.parameters).toBe(25_557_032);
  });

  test.each(['frozen', 'off'] as const)('SE_5_2 and SE_5_3 %s fold away', (mode) => {
    const without = cost(plan, { SE_5_2: mode, SE_5_3: mode });
    expect(without.total.parameters).toBe(27_035_096);
    expect(live.total.macs - without.total.macs).toBe(2 * 2 * 2048 * 128);
    expect(without.backbone).toEqual(live.backbone);
    expect(without.blocks.at(-1)!.se).toEqual({ parameters: 0, macs: 0, elementwise: 0 });
    // average and product over 7 × 7 × 2048, the two activations
    expect(live.total.elementwise - without.total.elementwise).toBe(2 * (2 * 49 * 2048 + 128 + 2048));
  });
});

describe('the shipped network', () => {
  const plan = buildPlan(shipped.architecture, shipped.preprocessing.size);
  const live = cost(plan);

  test('parameters are those of its model.json', () => {
    expect(live.total.parameters).toBe(shipped.parameters);
    expect(live.total.parameters).toBe(6_734_400);
    expect(live.total.parameters - cost(plan, { SE_5_2: 'frozen', SE_5_3: 'frozen' }).total.parameters).toBe(264_320);
  });

  test('86.7 M multiply-adds, of which stage 5 has 16.9 M', () => {
    const stage5 = live.blocks.filter(({ id }) => id.startsWith('SE_5_'));
    expect((live.total.macs / 1e6).toFixed(1)).toBe('86.7');
    expect((stage5.reduce((sum, { backbone, se }) => sum + backbone.macs + se.macs, 0) / 1e6).toFixed(1)).toBe('16.9');
  });
});

test('a setting that names a block without an SE module is refused by name', () => {
  const plan = buildPlan(resnet({ layers: [1, 1, 1, 1], se: false }), [32, 32]);
  expect(() => cost(plan, { SE_5_1: 'off' })).toThrow('SE_5_1');
});
