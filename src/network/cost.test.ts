import { describe, expect, test } from 'vitest';
import { shippedFile } from '../../tools/shipped';
import type { Manifest } from '../contracts';
import { cost } from './cost';
import { buildPlan } from './plan';
import { knownArchitecture, residualNetwork } from './timm';

const shipped: Manifest = JSON.parse(shippedFile('model.json').toString());
const seresnet50 = knownArchitecture('seresnet50');

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

  test('parameters and multiply-adds are those that training counted', () => {
    expect(live.total.parameters).toBe(shipped.parameters);
    expect(shippedFile('README.md').toString()).toContain(`${live.total.parameters.toLocaleString('en')} parameters, ${live.total.macs.toLocaleString('en')} MACs`);
  });

  test('what SE_5_2 and SE_5_3 hold: two layers each, 192 to 12 and back', () => {
    expect(live.total.parameters - cost(plan, { SE_5_2: 'frozen', SE_5_3: 'frozen' }).total.parameters).toBe(2 * (2 * 192 * 12 + 192 + 12));
  });

  test('stage 5, counted by hand', () => {
    const side = Math.ceil(shipped.preprocessing.size[0] / 16);
    const stage5 = live.blocks.filter(({ id }) => id.startsWith('SE_5_'));
    const convolutions = side ** 2 * (9 * 96 * 192 + 5 * 9 * 192 * 192 + 96 * 192);
    expect(stage5.reduce((sum, { backbone, se }) => sum + backbone.macs + se.macs, 0)).toBe(convolutions + 3 * 2 * 192 * 12);
  });
});

test('a setting that names a block without an SE module is refused by name', () => {
  const plan = buildPlan(residualNetwork({ layers: [1, 1, 1, 1], se: false }), [32, 32]);
  expect(() => cost(plan, { SE_5_1: 'off' })).toThrow('SE_5_1');
});
