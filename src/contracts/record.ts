import type { BlockId } from './architecture';
import type { Setting } from './gate';
import type { Estimate } from './profile';

/** `ablation.safetensors`: predictions for every validation image under S settings, recorded in training. */
export interface AblationRecord {
  settings: Setting[];
  /** Settings of the tail come first, all live at index 0. */
  tailSettings: number;
  /** M */
  images: number;
  /** Predicted class, [S, M] flat. */
  top1: Uint8Array | Uint16Array;
  /** Rank of the truth, 0 is first, 255 is that or more, [S, M] flat. */
  rank: Uint8Array;
  labels: Uint16Array;
  /** Blocks in the order in which they were frozen, one after another, as development images advised; the settings hold each step. */
  greedy?: BlockId[];
  /** Index into the validation set of each held-out image, [N]. */
  heldout: Uint32Array;
  /** [tailSettings, N] flat, from the held-out file's own features. */
  heldoutTop1: Uint8Array | Uint16Array;
  heldoutRank: Uint8Array;
}

/** `heldout.safetensors`: activations entering the tail. feature = zero + U8 · scale. */
export interface HeldOut {
  /** The block that the features enter. */
  entering: BlockId;
  /** [N, H, W, C] */
  shape: [number, number, number, number];
  features: Uint8Array;
  scale: Float32Array;
  zero?: Float32Array;
  labels: Uint16Array;
  index: Uint32Array;
}

/** What a setting does to predictions on the same n images; the first of each pair is all live. */
export interface Outcome {
  source: 'recorded' | 'live';
  n: number;
  /** Correct at first place, and within the first five, as counts. */
  before: { top1: number; top5: number };
  after: { top1: number; top5: number };
  /** Turned from right to wrong, and from wrong to right, at top-1. */
  lost: number;
  gained: number;
  /** The same within the first five. */
  lostTop5: number;
  gainedTop5: number;
}

/** An outcome as shares of the n images: accuracies with Wilson's interval, changes (negative is a loss) with Tango's. */
export interface PairedChange {
  n: number;
  before: { top1: Estimate; top5: Estimate };
  after: { top1: Estimate; top5: Estimate };
  change: { top1: Estimate; top5: Estimate };
}
