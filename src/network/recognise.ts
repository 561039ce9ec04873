import type { Architecture, BlockId, ResidualStage, Shape, SqueezeExcitation, Stem } from '../contracts';
import { hiddenWidth } from './architecture';
import { buildPlan } from './plan';
import { type KnownNetwork, knownArchitecture, knownNetworks, legacyName, ownName } from './timm';
import { weightShapes } from './weights';

/** Names and shapes that no known family of networks has: the first tensor that is missed. */
export class RecognitionError extends Error {
  override readonly name = 'RecognitionError';

  constructor(readonly tensor: string) {
    super(`no ${tensor}: not a state dict under timm's names`);
  }
}

export interface Recognised {
  /** Strides, the stem's pool and where a bottleneck strides leave no trace in shapes: they are as timm has them. */
  architecture: Architecture;
  /** The known network that it is, whatever its number of classes. */
  known?: KnownNetwork;
  /** A tensor's name in the file → the plan's. */
  nameOf: (name: string) => string;
}

type Shapes = ReadonlyMap<string, { readonly shape: readonly number[] }>;

/**
 * Reads an architecture off the names and shapes of a state dict (timm's resnet.py and senet.py, torchvision's resnet.py).
 * Throws a RecognitionError where what every such network has is missing; whether all else fits says `checkWeights`.
 */
export function recognise(tensors: Shapes): Recognised {
  const legacy = tensors.has('layer0.conv1.weight');
  const deep = tensors.has('layer0.conv2.weight');
  const nameOf = (name: string) => (legacy ? ownName(name, deep) : name);
  const shapes = new Map([...tensors].map(([name, { shape }]): [string, Shape] => [nameOf(name), [...shape]]));
  const need = (name: string): Shape => {
    const shape = shapes.get(name);
    if (!shape) throw new RecognitionError(legacy ? legacyName(name, { kind: deep ? 'deep' : '7x7' }) : name);
    return shape;
  };
  const stages = stagesOf(shapes, need, legacy);
  const architecture: Architecture = { stem: stemOf(shapes, need, legacy), eps: 1e-5, stages, classes: need('fc.weight')[0], se: seOf(shapes, stages, legacy) };
  const known = knownNetworks.find((name) => name.startsWith('legacy_') === legacy && same(knownArchitecture(name, architecture.classes), architecture));
  return { architecture, ...(known && { known }), nameOf };
}

/** The known networks that have the names and shapes of this architecture's state dict, whatever its number of classes: nothing in the file tells them apart. */
export function alike(architecture: Architecture): KnownNetwork[] {
  const written = (one: Architecture) => JSON.stringify([...weightShapes(buildPlan(one, [64, 64]))]);
  const depth = ({ stages }: Architecture) => stages.map((stage) => ('blocks' in stage ? stage.blocks : stage.kind)).join();
  const own = written(architecture);
  return knownNetworks.filter((name) => {
    const other = knownArchitecture(name, architecture.classes);
    return depth(other) === depth(architecture) && written(other) === own;
  });
}

function stemOf(shapes: ReadonlyMap<string, Shape>, need: (name: string) => Shape, legacy: boolean): Stem {
  const pool = shapes.has('maxpool.0.weight') ? 'conv' : legacy ? 'ceil' : true;
  if (shapes.has('conv1.0.weight')) {
    const [first, second, third] = [0, 3, 6].map((at) => need(`conv1.${at}.weight`)[0]);
    return { kind: 'deep', stride: 2, pool, width: [first, second, third] };
  }
  const [width, , kernel] = need('conv1.weight');
  return kernel === 3 ? { kind: '3x3', stride: 1, pool: false, width } : { kind: '7x7', stride: 2, pool, width };
}

function stagesOf(shapes: ReadonlyMap<string, Shape>, need: (name: string) => Shape, legacy: boolean): ResidualStage[] {
  const stages: ResidualStage[] = [];
  need('layer1.0.conv1.weight');
  for (let layer = 1; shapes.has(`layer${layer}.0.conv1.weight`); layer++) {
    let blocks = 1;
    while (shapes.has(`layer${layer}.${blocks}.conv1.weight`)) blocks++;
    const unit = `layer${layer}.0`;
    const kind = shapes.has(`${unit}.conv3.weight`) ? 'bottleneck' : 'basic';
    const [first] = need(`${unit}.conv1.weight`);
    const [second, perGroup] = need(`${unit}.conv2.weight`);
    const groups = first / perGroup;
    stages.push({
      id: layer + 1, kind, blocks, width: kind === 'basic' ? first : second, out: kind === 'basic' ? second : need(`${unit}.conv3.weight`)[0],
      stride: layer === 1 ? 1 : 2, groups, shortcut: 'conv',
      ...(legacy && kind === 'bottleneck' && groups === 1 && { strideIn: '1x1' as const }),
      ...(kind === 'bottleneck' && first !== second && { first }),
    });
  }
  const shortcut = shortcutOf(shapes);
  return stages.map((stage) => ({ ...stage, shortcut }));
}

/** One kind in all stages: a stage that keeps its shape has none to see, and a 3×3 only where it strides. */
function shortcutOf(shapes: ReadonlyMap<string, Shape>): ResidualStage['shortcut'] {
  for (const [name, shape] of shapes) {
    if (shape.length !== 4) continue;
    if (name.endsWith('.downsample.1.weight')) return 'pool';
    if (name.endsWith('.downsample.0.weight') && shape[2] === 3) return '3x3';
  }
  return 'conv';
}

type Reduction = Pick<SqueezeExcitation, 'r' | 'rounding'>;

/** As networks have it, the likeliest first. */
function reductions(legacy: boolean): Reduction[] {
  const roundings = [{ divisor: 8, min: 8 }, { divisor: 1, min: 1 }, { divisor: 1, min: 8 }];
  if (legacy) roundings.unshift({ divisor: 1, min: 1 });
  const usual = [16, 4, 8, 32, 2];
  return [...usual, ...Array.from({ length: 64 }, (_, i) => i + 1)].flatMap((r) => roundings.map((rounding) => ({ r, rounding })));
}

function seOf(shapes: ReadonlyMap<string, Shape>, stages: readonly ResidualStage[], legacy: boolean): SqueezeExcitation {
  const blocks: BlockId[] = [];
  const widths: [channels: number, hidden: number, out: number][] = [];
  for (const { id, blocks: count, out } of stages) {
    for (let b = 0; b < count; b++) {
      const fc1 = shapes.get(`layer${id - 1}.${b}.se.fc1.weight`);
      if (!fc1) continue;
      blocks.push(`SE_${id}_${b + 1}`);
      widths.push([fc1[1], fc1[0], out]);
    }
  }
  const fits = ({ r, rounding }: Reduction) => widths.every(([channels, hidden]) => hiddenWidth(channels, { r, rounding }) === hidden);
  const [channels, hidden] = widths[0] ?? [16, 1];
  const reduction = reductions(legacy).find(fits) ?? { r: channels / hidden, rounding: { divisor: 1, min: 1 } };
  const place = widths.some(([gated, , out]) => gated !== out) ? '3x3' : 'standard';
  return { ...reduction, blocks, squeeze: 'average', excitation: 'sigmoid', place };
}

/** Whatever the order of their fields. */
function same(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), Object.entries(b)];
  return left.length === right.length && left.every(([key, value]) => same(value, (b as Record<string, unknown>)[key]));
}
