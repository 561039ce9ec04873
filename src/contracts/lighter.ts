import type { Architecture, BlockId } from './architecture';
import type { BackendName } from './engine';

/** The network that gates leave, on its own: its SE modules are live, all others are gone. */
export interface LighterNetwork {
  architecture: Architecture;
  /** State dict in PyTorch's layout and under its names. */
  weights: Record<string, { shape: readonly number[]; data: Float32Array }>;
  /** One image through it, from its own pass on `backend`: input [1, H, W, 3], logits [1, K], excitation [1, C]. */
  golden: { input: Float32Array; logits: Float32Array; excitation: Partial<Record<BlockId, Float32Array>> };
  backend: BackendName;
  /** Largest difference of a logit to the gated network, over so many images. */
  agreement: { logits: number; images: number };
}

/** The same network as a file. */
export interface LighterOnnx extends Pick<LighterNetwork, 'agreement'> {
  bytes: Uint8Array<ArrayBuffer>;
}

/** What an ONNX file says of itself: the model's name, and more as text by key. */
export interface OnnxText {
  name: string;
  metadata: Record<string, string>;
}

/** Milliseconds of one image through a network with all gates live and through the lighter one, warm, in turns; each to the reading of its logits. */
export interface LighterTimings {
  backend: BackendName;
  threads: number;
  /** Pair by pair, [n]. */
  before: Float64Array;
  after: Float64Array;
}

/** Means and variances [C] that batch norms divide by, by the norm's name in the state dict. */
export type NormStatistics = Record<string, { mean: Float32Array; variance: Float32Array }>;

/** Batch norms behind a removal, taken anew. */
export interface Repaired {
  statistics: NormStatistics;
  /** Class that each image gets from the lighter network as it is, and repaired, [N]. */
  before: Uint16Array;
  after: Uint16Array;
}
