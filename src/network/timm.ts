import type { Architecture, ResidualStage, SqueezeExcitation, Stem } from '../contracts';
import { blockIds } from './architecture';

/** A residual network as a row: what differs from SE-ResNet-50. */
export interface Row {
  kind?: ResidualStage['kind'];
  /** Blocks of stages 2 to 5. */
  layers?: number[];
  /** Of the 3×3 in stage 2; it doubles with every stage. */
  width?: number;
  groups?: number;
  stem?: Stem;
  shortcut?: ResidualStage['shortcut'];
  strideIn?: ResidualStage['strideIn'];
  /** A bottleneck's first 1×1 has half the width of its 3×3. */
  halfFirst?: boolean;
  /** false: a network without SE. */
  se?: Partial<SqueezeExcitation> | false;
}

const STEM: Stem = { kind: '7x7', stride: 2, pool: true, width: 64 };
const DEEP: Stem = { kind: 'deep', stride: 2, pool: true, width: [32, 32, 64] };
const TIERED: Stem = { kind: 'deep', stride: 2, pool: true, width: [24, 32, 64] };
const SENET: Stem = { kind: 'deep', stride: 2, pool: true, width: [64, 64, 128] };
const RS: Stem = { ...DEEP, pool: 'conv' };

const ROUNDED = { r: 16, rounding: { divisor: 8, min: 8 }, squeeze: 'average', excitation: 'sigmoid', place: 'standard' } as const;
/** `legacy_*`, and the paper: C / r as it is. */
export const EXACT = { r: 16, rounding: { divisor: 1, min: 1 } };
const QUARTER = { r: 4, rounding: { divisor: 8, min: 8 } };

const ceil = (stem: Stem): Stem => ({ ...stem, pool: 'ceil' });
const [D18, D34, D50, D101, D152] = [[2, 2, 2, 2], [3, 4, 6, 3], [3, 4, 6, 3], [3, 4, 23, 3], [3, 8, 36, 3]];
const X4 = { width: 128, groups: 32 };
const X8 = { width: 256, groups: 32 };
const D = { stem: DEEP, shortcut: 'pool' } as const;
const T = { stem: TIERED, shortcut: 'pool' } as const;
const LEGACY = { stem: ceil(STEM), se: EXACT };
const SE154 = { layers: D152, width: 256, groups: 64, halfFirst: true, shortcut: '3x3' } as const;
const RESNETRS = { stem: RS, shortcut: 'pool', se: QUARTER } as const;

/** timm's networks by name (timm/models/resnet.py, senet.py), 1000 classes; torchvision's plain ones have the same names. */
const ROWS = {
  seresnet18: { kind: 'basic', layers: D18 },
  seresnet34: { kind: 'basic', layers: D34 },
  seresnet50: { layers: D50 },
  seresnet50t: { layers: D50, ...T },
  seresnet101: { layers: D101 },
  seresnet152: { layers: D152 },
  seresnet152d: { layers: D152, ...D },
  seresnet200d: { layers: [3, 24, 36, 3], ...D },
  seresnet269d: { layers: [3, 30, 48, 8], ...D },
  seresnext26d_32x4d: { layers: D18, ...X4, ...D },
  seresnext26t_32x4d: { layers: D18, ...X4, ...T },
  seresnext50_32x4d: { layers: D50, ...X4 },
  seresnext101_32x4d: { layers: D101, ...X4 },
  seresnext101_32x8d: { layers: D101, ...X8 },
  seresnext101d_32x8d: { layers: D101, ...X8, ...D },
  seresnext101_64x4d: { layers: D101, width: 256, groups: 64 },
  senet154: { ...SE154, stem: SENET },
  legacy_seresnet18: { kind: 'basic', layers: D18, ...LEGACY },
  legacy_seresnet34: { kind: 'basic', layers: D34, ...LEGACY },
  legacy_seresnet50: { layers: D50, ...LEGACY, strideIn: '1x1' },
  legacy_seresnet101: { layers: D101, ...LEGACY, strideIn: '1x1' },
  legacy_seresnet152: { layers: D152, ...LEGACY, strideIn: '1x1' },
  legacy_seresnext26_32x4d: { layers: D18, ...X4, ...LEGACY },
  legacy_seresnext50_32x4d: { layers: D50, ...X4, ...LEGACY },
  legacy_seresnext101_32x4d: { layers: D101, ...X4, ...LEGACY },
  legacy_senet154: { ...SE154, stem: ceil(SENET), se: EXACT },
  resnetrs50: { layers: D50, ...RESNETRS },
  resnetrs101: { layers: D101, ...RESNETRS },
  resnetrs152: { layers: D152, ...RESNETRS },
  resnetrs200: { layers: [3, 24, 36, 3], ...RESNETRS },
  resnet18: { kind: 'basic', layers: D18, se: false },
  resnet34: { kind: 'basic', layers: D34, se: false },
  resnet50: { layers: D50, se: false },
  resnet101: { layers: D101, se: false },
  resnet152: { layers: D152, se: false },
  resnext50_32x4d: { layers: D50, ...X4, se: false },
  wide_resnet50_2: { layers: D50, width: 128, se: false },
} satisfies Record<string, Row>;

export type KnownNetwork = keyof typeof ROWS;

export const knownNetworks = Object.keys(ROWS) as KnownNetwork[];

/** A known network's architecture. */
export const knownArchitecture = (name: KnownNetwork, classes = 1000): Architecture => residualNetwork(ROWS[name], classes);

/** The architecture of a row; SE in every block unless the row names them. */
export function residualNetwork(row: Row, classes = 1000): Architecture {
  const { kind = 'bottleneck', layers = D50, width = 64, groups = 1, stem = STEM, shortcut = 'conv', strideIn, halfFirst, se = {} } = row;
  const stages = layers.map((blocks, i): ResidualStage => ({
    id: i + 2, kind, blocks, width: width * 2 ** i, out: (kind === 'basic' ? 64 : 256) * 2 ** i, stride: i === 0 ? 1 : 2, groups, shortcut,
    ...(strideIn && { strideIn }), ...(halfFirst && { first: (width / 2) * 2 ** i }),
  }));
  return {
    stem, eps: 1e-5, stages, classes,
    se: { ...ROUNDED, blocks: se ? blockIds(stages) : [], ...se },
  };
}

/** In `legacy_*` state dicts (timm/models/senet.py): beginnings of our names, and what stands there instead. */
const LEGACY_STEM = { plain: [['conv1.', 'layer0.conv1.'], ['bn1.', 'layer0.bn1.']], deep: [
  ['conv1.0.', 'layer0.conv1.'], ['conv1.1.', 'layer0.bn1.'], ['conv1.3.', 'layer0.conv2.'], ['conv1.4.', 'layer0.bn2.'], ['conv1.6.', 'layer0.conv3.'], ['bn1.', 'layer0.bn3.'],
] } as const;
const LEGACY_REST = [['fc.', 'last_linear.'], ['.se.', '.se_module.']] as const;

/** Our name of a tensor (timm's `seresnet*`) as `legacy_*` has it. */
export function legacyName(name: string, { kind }: Pick<Stem, 'kind'>): string {
  const [[ownHead, head], [own, theirs]] = LEGACY_REST;
  const stem = LEGACY_STEM[kind === 'deep' ? 'deep' : 'plain'].find(([from]) => name.startsWith(from));
  if (stem) return name.replace(stem[0], stem[1]);
  return name.startsWith(ownHead) ? name.replace(ownHead, head) : name.replace(own, theirs);
}

/** The way back; `deep`: of a network with a deep stem. */
export function ownName(name: string, deep: boolean): string {
  const [[ownHead, head], [own, theirs]] = LEGACY_REST;
  const stem = LEGACY_STEM[deep ? 'deep' : 'plain'].find(([, to]) => name.startsWith(to));
  if (stem) return name.replace(stem[1], stem[0]);
  return name.startsWith(head) ? name.replace(head, ownHead) : name.replace(theirs, own);
}
