import type { Architecture, Stage, Stem } from '../contracts';
import { blockIds } from './architecture';

interface Row {
  kind?: Stage['kind'];
  layers: number[];
  /** Of the stage-2 convolutions; doubles with every stage. */
  width?: number;
  groups?: number;
  stem?: Stem;
  /** Divisor and minimum of the hidden width: timm's rounding of today, or `legacy_*`, which has none. */
  rounding?: Architecture['se']['rounding'];
  se?: boolean;
}

const STEM: Stem = { kind: '7x7', stride: 2, pool: true, width: 64 };
export const DEEP: Stem = { kind: 'deep', stride: 2, pool: true, width: [32, 32, 64] };
export const TIERED: Stem = { kind: 'deep', stride: 2, pool: true, width: [24, 32, 64] };
export const NO_ROUNDING = { divisor: 1, min: 1 };

/** A row of timm/models/resnet.py as data, with 1000 classes. */
export function resnet({ kind = 'bottleneck', layers, width = 64, groups = 1, stem = STEM, rounding = { divisor: 8, min: 8 }, se = true }: Row): Architecture {
  const stages = layers.map((blocks, i): Stage => ({
    id: i + 2, kind, blocks, width: width * 2 ** i, out: (kind === 'basic' ? 64 : 256) * 2 ** i, stride: i === 0 ? 1 : 2, groups, shortcut: 'conv',
  }));
  return {
    stem, eps: 1e-5, stages, classes: 1000,
    se: { blocks: se ? blockIds(stages) : [], r: 16, rounding, squeeze: 'average', excitation: 'sigmoid', place: 'standard' },
  };
}
