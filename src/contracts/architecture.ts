/** A residual unit's place in the network: `SE_s_b` is block b (from 1) of stage s (from 2), as in the paper; timm's `layer{s-1}.{b-1}`. */
export type BlockId = `SE_${number}_${number}`;

/**
 * The stem before the first stage. `width` of a deep or an Inception stem lists its three convolutions. `pool` is the 3×3 / 2 max pool
 * after it (padding 1), which may be `ceil` (no padding, a last window that reaches over the edge: timm's `legacy_*`) or `conv` (a
 * 3×3 / 2 convolution: resnetrs); an Inception stem (7×7, 1×1, 3×3) has one after its first convolution too.
 */
export interface Stem {
  kind: '7x7' | '3x3' | 'deep' | 'inception';
  stride: 1 | 2;
  pool: boolean | 'ceil' | 'conv';
  width: number | [number, number, number];
}

/** One stage of residual units. `out` is the channels of the unit's output, `width` those of its inner convolutions. */
export interface ResidualStage {
  id: number;
  kind: 'bottleneck' | 'basic';
  blocks: number;
  width: number;
  out: number;
  stride: 1 | 2;
  groups: number;
  /** Where the shape changes: a 1×1 convolution; an average pool, then one (timm's 'd' and 't'); or, where it strides, a 3×3 (SENet-154). */
  shortcut: 'conv' | 'pool' | '3x3';
  /** Where a bottleneck strides: timm's 3×3 if nothing is said, the paper's first 1×1. */
  strideIn?: '1x1' | '3x3';
  /** Width of a bottleneck's first 1×1 where it isn't `width` (SENet-154: half). */
  first?: number;
}

/**
 * An Inception module (BN-Inception, arXiv 1502.03167): four branches side by side. A stride is that of the last convolution of
 * `three` and `twice`, and of the pool, which then passes its input on.
 */
export interface InceptionModule {
  /** 1×1; 0: no such branch. */
  one: number;
  /** 1×1 → 3×3 */
  three: [number, number];
  /** 1×1 → 3×3 → 3×3 */
  twice: [number, number, number];
  /** 3×3 pool → 1×1; width 0: as it is. */
  pool: { mode: 'average' | 'max'; width: number };
  stride: 1 | 2;
}

/** One stage of Inception modules: 3a is block SE_3_1. */
export interface InceptionStage {
  id: number;
  kind: 'inception';
  modules: InceptionModule[];
}

export type Stage = ResidualStage | InceptionStage;

/** What stands in the SE slot, as data (paper §3, §6). */
export interface SqueezeExcitation {
  /** The blocks that have an SE module, in any order. */
  blocks: BlockId[];
  /** Reduction ratio: hidden width is C / r, rounded as `rounding` says. */
  r: number;
  /** Hidden width = max(min, ⌊C/r + divisor/2⌋ rounded down to a multiple of divisor), timm's `make_divisible` with round_limit 0. */
  rounding: { divisor: number; min: number };
  /** none: NoSqueeze (paper §6.5), fc1 and fc2 at each position, the excitation a map. */
  squeeze: 'average' | 'max' | 'none';
  excitation: 'sigmoid' | 'tanh' | 'relu';
  /** What the gate multiplies (paper §6.6): the residual branch, what enters it, the block's output, the shortcut, or what its 3×3 makes. */
  place: 'standard' | 'pre' | 'post' | 'identity' | '3x3';
  /** Blocks without an SE module whose gate is a constant of each channel, in the state dict as `….se.constant` [C]: frozen where no convolution could take it. */
  constants?: BlockId[];
}

/** A network as a row of data: all that the plan is built from, besides the input size. */
export interface Architecture {
  stem: Stem;
  /** Added to the running variance by every batch norm. */
  eps: number;
  stages: Stage[];
  se: SqueezeExcitation;
  /** Width of the last fully connected layer. */
  classes: number;
}
