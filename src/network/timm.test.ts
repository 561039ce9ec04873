import { describe, expect, test } from 'vitest';
import { cost } from './cost';
import { buildPlan } from './plan';
import { type KnownNetwork, knownArchitecture, knownNetworks, legacyName } from './timm';
import { weightShapes } from './weights';

// FACTS.md, each built from timm's source with 1000 classes: parameters, SE blocks.
const TIMM: Record<KnownNetwork, [parameters: number, seBlocks: number]> = {
  seresnet18: [11_779_624, 8],
  seresnet34: [21_960_416, 16],
  seresnet50: [28_088_024, 16],
  seresnet50t: [28_104_720, 16],
  seresnet101: [49_326_872, 33],
  seresnet152: [66_821_848, 50],
  seresnet152d: [66_841_080, 50],
  seresnet200d: [71_855_096, 66],
  seresnet269d: [113_672_760, 89],
  seresnext26d_32x4d: [16_809_512, 8],
  seresnext26t_32x4d: [16_806_976, 8],
  seresnext50_32x4d: [27_559_896, 16],
  seresnext101_32x4d: [48_955_416, 33],
  seresnext101_32x8d: [93_569_048, 33],
  seresnext101d_32x8d: [93_588_280, 33],
  seresnext101_64x4d: [88_232_984, 33],
  senet154: [115_088_984, 50],
  legacy_seresnet18: [11_778_592, 8],
  legacy_seresnet34: [21_958_868, 16],
  legacy_seresnet50: [28_088_024, 16],
  legacy_seresnet101: [49_326_872, 33],
  legacy_seresnet152: [66_821_848, 50],
  legacy_seresnext26_32x4d: [16_790_280, 8],
  legacy_seresnext50_32x4d: [27_559_896, 16],
  legacy_seresnext101_32x4d: [48_955_416, 33],
  legacy_senet154: [115_088_984, 50],
  resnetrs50: [35_691_912, 16],
  resnetrs101: [63_618_696, 33],
  resnetrs152: [86_621_576, 50],
  resnetrs200: [93_209_992, 66],
  resnet18: [11_689_512, 0],
  resnet34: [21_797_672, 0],
  resnet50: [25_557_032, 0],
  resnet101: [44_549_160, 0],
  resnet152: [60_192_808, 0],
  resnext50_32x4d: [25_028_904, 0],
  wide_resnet50_2: [68_883_240, 0],
};

test.each(knownNetworks)('%s has as many parameters and SE blocks as timm’s', (name) => {
  const plan = buildPlan(knownArchitecture(name), [224, 224]);
  expect([cost(plan).total.parameters, plan.se.length]).toEqual(TIMM[name]);
});

describe('the tensors of a state dict by timm’s names', () => {
  const names = (name: KnownNetwork) => [...weightShapes(buildPlan(knownArchitecture(name), [64, 64])).keys()];

  test('a pooled shortcut leaves its first place to the pool; a convolution stands for the stem’s pool', () => {
    expect(names('seresnet50t')).toEqual(expect.arrayContaining(['conv1.0.weight', 'conv1.1.running_var', 'conv1.6.weight', 'bn1.weight', 'layer2.0.downsample.1.weight', 'layer2.0.downsample.2.bias']));
    expect(names('resnetrs50')).toEqual(expect.arrayContaining(['maxpool.0.weight', 'maxpool.1.running_mean', 'layer4.2.se.fc1.bias']));
  });

  test('legacy names', () => {
    const { stem } = knownArchitecture('legacy_senet154');
    const legacy = names('legacy_senet154').map((name) => legacyName(name, stem));
    expect(new Set(legacy).size).toBe(legacy.length);
    expect(legacy).toEqual(expect.arrayContaining([
      'layer0.conv1.weight', 'layer0.bn1.weight', 'layer0.conv3.weight', 'layer0.bn3.running_mean', 'layer1.0.se_module.fc1.weight', 'layer3.0.downsample.0.weight', 'last_linear.bias',
    ]));
    expect(names('legacy_seresnet50').map((name) => legacyName(name, { kind: '7x7' }))).toEqual(expect.arrayContaining(['layer0.conv1.weight', 'layer0.bn1.bias']));
  });
});
