import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Architecture, BlockId, InceptionModule, PaperRow, PaperTables, ResidualStage, SqueezeExcitation, Stage } from '../contracts';
import { blockIds } from './architecture';
import { cost } from './cost';
import { buildPlan } from './plan';
import { EXACT, residualNetwork, type Row } from './timm';

const { tables }: PaperTables = JSON.parse(readFileSync(new URL('../../public/paper/tables.json', import.meta.url), 'utf8'));
const printed = (id: string): PaperRow => tables.flatMap(({ rows }) => rows).find((row) => row.id === id)!;

const SE: Omit<SqueezeExcitation, 'blocks'> = { ...EXACT, squeeze: 'average', excitation: 'sigmoid', place: 'standard' };

/** The paper's layout: a bottleneck strides in its first 1×1, ResNeXt in its 3×3. */
function residual({ se = {}, ...row }: Row = {}, keep: (block: BlockId) => boolean = () => true): Architecture {
  const network = residualNetwork({ ...row, strideIn: row.groups ? '3x3' : '1x1', se: se && { ...EXACT, ...se } });
  return { ...network, se: { ...network.se, blocks: network.se.blocks.filter(keep) } };
}

const module = (one: number, three: [number, number], twice: [number, number, number], mode: 'average' | 'max', width: number): InceptionModule => (
  { one, three, twice, pool: { mode, width }, stride: width === 0 ? 2 : 1 }
);

/** FACTS: the official release's table. */
const inceptionStages: Stage[] = [
  { id: 3, kind: 'inception', modules: [module(64, [64, 64], [64, 96, 96], 'average', 32), module(64, [64, 96], [64, 96, 96], 'average', 64), module(0, [128, 160], [64, 96, 96], 'max', 0)] },
  {
    id: 4, kind: 'inception', modules: [
      module(224, [64, 96], [96, 128, 128], 'average', 128), module(192, [96, 128], [96, 128, 128], 'average', 128),
      module(160, [128, 160], [128, 160, 160], 'average', 128), module(96, [128, 192], [160, 192, 192], 'average', 128), module(0, [128, 192], [192, 256, 256], 'max', 0),
    ],
  },
  { id: 5, kind: 'inception', modules: [module(352, [192, 320], [160, 224, 224], 'average', 128), module(352, [192, 320], [192, 224, 224], 'max', 128)] },
];

const inception = (se: boolean): Architecture => ({
  stem: { kind: 'inception', stride: 2, pool: true, width: [64, 64, 192] }, eps: 1e-5, stages: inceptionStages, classes: 1000,
  se: { ...SE, blocks: se ? blockIds(inceptionStages) : [] },
});

const at224 = (architecture: Architecture) => cost(buildPlan(architecture, [224, 224])).total;
/** The paper leaves the biases of SE out of its counts (section 6.1). */
const millions = (architecture: Architecture): number => {
  const plan = buildPlan(architecture, [224, 224]);
  const biases = plan.operations.reduce((sum, operation) => sum + (operation.op === 'convolution' && operation.bias ? operation.outChannels : 0), 0);
  return Number(((cost(plan).total.parameters - biases) / 1e6).toFixed(2));
};
const giga = (architecture: Architecture): number => Number((at224(architecture).macs / 1e9).toFixed(3));

test('BN-Inception, to the last parameter and multiply-add', () => {
  expect(at224(inception(false))).toMatchObject({ parameters: 11_285_224, macs: 2_032_600_064 });
  expect(at224(inception(true))).toMatchObject({ parameters: 11_931_622, macs: 2_033_239_424 });
  const { blocks } = buildPlan(inception(true), [224, 224]);
  expect(blocks.map(({ channels, hidden }) => [channels, hidden])).toEqual([
    [256, 16], [320, 20], [576, 36], [576, 36], [576, 36], [608, 38], [608, 38], [1056, 66], [1024, 64], [1024, 64],
  ]);
});

// [row of the paper's tables, what the plan counts]: what is printed differs where the paper rounds otherwise or is wrong (FACTS: Cost).
test.each<[string, Architecture, number]>([
  ['resnet-50', residual({ se: false }), 3.858],
  ['se-resnet-50', residual(), 3.86],
  ['resnet-101', residual({ layers: [3, 4, 23, 3], se: false }), 7.57],
  ['se-resnet-101', residual({ layers: [3, 4, 23, 3] }), 7.575],
  ['resnet-152', residual({ layers: [3, 8, 36, 3], se: false }), 11.282],
  ['se-resnet-152', residual({ layers: [3, 8, 36, 3] }), 11.289],
  ['resnext-50', residual({ width: 128, groups: 32, se: false }), 4.23],
  ['se-resnext-50', residual({ width: 128, groups: 32 }), 4.233],
  ['resnext-101', residual({ layers: [3, 4, 23, 3], width: 128, groups: 32, se: false }), 7.97],
  ['se-resnext-101', residual({ layers: [3, 4, 23, 3], width: 128, groups: 32 }), 7.975],
  ['bn-inception', inception(false), 2.033],
  ['se-bn-inception', inception(true), 2.033],
  ['16-nosqueeze', residual({ se: { squeeze: 'none' } }), 4.269],
])('%s: billions of multiply-adds', (id, architecture, counted) => {
  expect(giga(architecture)).toBe(counted);
  expect(Math.abs(counted - printed(id).gflops!)).toBeLessThan(0.035);
});

test.each<[string, Architecture, number]>([
  ['10-r2', residual({ se: { r: 2 } }), 45.68],
  ['10-r4', residual({ se: { r: 4 } }), 35.62],
  ['10-r8', residual({ se: { r: 8 } }), 30.59],
  ['10-r16', residual(), 28.07],
  ['10-r32', residual({ se: { r: 32 } }), 26.81],
  ['10-none', residual({ se: false }), 25.56],
  ['13-stage2', residual({}, (block) => block.startsWith('SE_2')), 25.58],
  ['13-stage3', residual({}, (block) => block.startsWith('SE_3')), 25.69],
  ['13-stage4', residual({}, (block) => block.startsWith('SE_4')), 26.34],
  ['15-3x3', residual({ se: { place: '3x3' } }), 25.71],
  ['16-nosqueeze', residual({ se: { squeeze: 'none' } }), 28.07],
])('%s: millions of parameters', (id, architecture, counted) => {
  expect(millions(architecture)).toBe(counted);
  expect(Math.abs(counted - printed(id).parameters!)).toBeLessThan(0.12);
});

test('CIFAR’s ResNet-110 has 6n + 2 layers and 1.7 M parameters', () => {
  const stages = [16, 32, 64].map((width, i): ResidualStage => (
    { id: i + 2, kind: 'basic', blocks: 18, width, out: width, stride: i === 0 ? 1 : 2, groups: 1, shortcut: 'conv' }
  ));
  const architecture: Architecture = { stem: { kind: '3x3', stride: 1, pool: false, width: 16 }, eps: 1e-5, stages, classes: 10, se: { ...SE, blocks: [] } };
  const plan = buildPlan(architecture, [32, 32]);
  const layers = plan.operations.filter(({ op, name }) => (op === 'convolution' && !name.includes('downsample')) || op === 'linear');
  expect(layers).toHaveLength(110);
  expect((cost(plan).total.parameters / 1e6).toFixed(2)).toBe('1.73');
});
