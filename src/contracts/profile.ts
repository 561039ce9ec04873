import type { BlockId } from './architecture';

/** Per class k and channel c of one block, over a labelled set, all gates live. */
export interface BlockProfile {
  block: BlockId;
  channels: number;
  /** m_kc, [K, C] flat. */
  mean: Float32Array;
  /** s_kc with n − 1, [K, C] flat. */
  std: Float32Array;
  /** sd_k: standard deviation over the class's images of Σ_c s_ic p_c / Σ_c p_c², [K]. */
  scaleSd: Float32Array;
  /** The p of `scaleSd` where it isn't 'all', [C]. */
  scaleRef?: Float32Array;
  /** Counts over images and channels in 40 equal bins over `range`, [K, 40] flat. */
  hist: Uint32Array;
}

export interface Profile {
  classes: number;
  /** n_k, [K]. */
  count: Uint32Array;
  range: [number, number];
  /** Which images, in the file's own words. */
  images: string;
  /** In depth. */
  blocks: BlockProfile[];
}

/** A value with its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
}

/** Statistics of one block of a profile, in the unit of an excitation unless said otherwise (DESIGN.md, Words). */
export interface BlockStatistics {
  block: BlockId;
  channels: number;
  /** p_c, the mean of the class means, [C]. */
  all: Float32Array;
  /** Standard deviation that joins within and between classes, as if each class had as many images, [C]. */
  allStd: Float32Array;
  /** 10th and 90th percentile of m_kc over classes, [C]. */
  p10: Float32Array;
  p90: Float32Array;
  /** The same of m_kc − a_k p_c, what a class has beyond its scaled 'all', [C]. */
  restP10: Float32Array;
  restP90: Float32Array;
  /** a_k = Σ_c m_kc p_c / Σ_c p_c², [K]; NaN for a class without images. */
  classScale: Float32Array;
  /** Class spread with its jackknife interval over classes. */
  spread: Estimate;
  imageSpread: number;
  /** spread² / (spread² + imageSpread²). */
  share: number;
  scale: number;
  rest: number;
  /** Share of excitations above 0.9 and below 0.1, over images and channels. */
  above09: number;
  below01: number;
  mean: number;
  /** 1 − spread / the largest spread of any earlier block; undefined for the first and after blocks without spread. */
  flattening?: number;
  /** What looks flat and differs. */
  traits: ('saturated' | 'scaled only' | 'fixed' | 'dead')[];
  /** Classes with fewer than two images, left out. */
  leftOut: number[];
}

/** agrees or disagrees when the 95 % interval lies on one side of the threshold, unclear when it crosses. */
export type Verdict = 'agrees' | 'disagrees' | 'unclear';

interface Judged {
  verdict: Verdict;
  estimate: Estimate;
  /** Ours, not the paper's. */
  threshold: number;
}

/** What this profile says to one of three sentences of the paper (v4 §7.2, figure 6). */
export type PaperVerdict =
  /** Class spread grows with depth: Spearman's ρ over `blocks`, those before SE_5_2. */
  | (Judged & { id: 'depth'; blocks: BlockId[] })
  /** SE_5_2 saturates: its share of excitations above 0.9. */
  | (Judged & { id: 'saturation'; block: BlockId })
  /** SE_5_3 has one pattern up to scale: its rest over the largest rest of an earlier block. */
  | (Judged & { id: 'pattern'; block: BlockId; rest: number; largest: { block: BlockId; rest: number } });

/** What a few sentences about a profile need; numbers only. */
export interface Story {
  /** Where classes differ most and least. */
  most: { block: BlockId; spread: Estimate };
  least: { block: BlockId; spread: Estimate };
  /** The last block, with spread / the largest spread of an earlier block − 1 (negative: flatter); undefined where there is none. */
  last: { block: BlockId; spread: Estimate; change?: number };
  /** Where images of one class differ most. */
  images: { block: BlockId; imageSpread: number };
  /** Lowest and highest class share over the blocks. */
  share: [number, number];
  saturated: BlockId[];
  scaledOnly: BlockId[];
  fixed: BlockId[];
  dead: BlockId[];
  leftOut: number[];
}
