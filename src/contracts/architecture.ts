/** A residual unit's place in the network: `SE_s_b` is block b (from 1) of stage s (from 2), as in the paper; timm's `layer{s-1}.{b-1}`. */
export type BlockId = `SE_${number}_${number}`;

/** The stem before the first stage. `width` of a deep stem lists its three convolutions. `pool` is the 3×3 / 2 max pool after it. */
export interface Stem {
  kind: '7x7' | '3x3' | 'deep';
  stride: 1 | 2;
  pool: boolean;
  width: number | [number, number, number];
}

/** One stage of residual units. `out` is the channels of the unit's output, `width` those of its inner convolutions. */
export interface Stage {
  id: number;
  kind: 'bottleneck' | 'basic';
  blocks: number;
  width: number;
  out: number;
  stride: 1 | 2;
  groups: number;
  shortcut: 'conv';
}

/** What stands in the SE slot, as data (paper §3, §6). */
export interface SqueezeExcitation {
  /** The blocks that have an SE module, in any order. */
  blocks: BlockId[];
  /** Reduction ratio: hidden width is C / r, rounded as `rounding` says. */
  r: number;
  /** Hidden width = max(min, ⌊C/r + divisor/2⌋ rounded down to a multiple of divisor), timm's `make_divisible` with round_limit 0. */
  rounding: { divisor: number; min: number };
  squeeze: 'average';
  excitation: 'sigmoid';
  place: 'standard';
}

/** An SE-ResNet as a row of data: all that the plan is built from, besides the input size. */
export interface Architecture {
  stem: Stem;
  /** Added to the running variance by every batch norm. */
  eps: number;
  stages: Stage[];
  se: SqueezeExcitation;
  /** Width of the last fully connected layer. */
  classes: number;
}
