import type { Tensor4D } from '@tensorflow/tfjs-core';
import { tensor4d } from '@tensorflow/tfjs-core';
import type { BlockId, Gate, HeldOut, Plan, Setting } from '../contracts';
import { cost } from '../network/cost';
import { tailBlocks } from '../network/plan';
import type { DeviceNetwork } from './network';
import { type Chunk, Prefixes, type Start } from './prefixes';
import { EngineError } from './problem';
import { changedBlocks } from './setting';
import { StateCache } from './stateCache';

const MOST_IMAGES = 32;
const FEWEST_IMAGES = 4;
/** Multiply-adds of one chunk, so that the first estimate is there within a second. */
const CHUNK_MACS = 6e8;
const BUDGET = 256 * 2 ** 20;

/** Images of one pass over the tail. */
function chunkSize(plan: Plan, entering: BlockId): number {
  const { blocks } = cost(plan);
  const tail = blocks.slice(blocks.findIndex(({ id }) => id === entering));
  const macs = tail.reduce((sum, { backbone, se }) => sum + backbone.macs + se.macs, 0);
  return Math.max(FEWEST_IMAGES, Math.min(MOST_IMAGES, 2 ** Math.floor(Math.log2(CHUNK_MACS / macs))));
}

/**
 * Runs the tail from held-out activations. What each of its SE blocks can resume from (U and shortcut, say) stays on the device by the gates before it,
 * so that a changed gate runs only what lies behind it. The cache belongs to one device: `clear` it when that changes.
 */
export class Tail {
  readonly images: number;
  readonly chunks: number;
  /** Images of one pass; the last chunk is padded. */
  readonly batch: number;
  private readonly prefixes: Prefixes;

  constructor(plan: Plan, readonly heldOut: HeldOut, budget = BUDGET) {
    this.images = heldOut.shape[0];
    this.batch = chunkSize(plan, heldOut.entering);
    this.chunks = Math.ceil(this.images / this.batch);
    this.prefixes = new Prefixes(plan, tailBlocks(plan, heldOut.entering), new StateCache(budget));
  }

  /** Throws `heldout.earlier` when a block before the tail isn't live: held-out activations don't hold then. */
  check(setting: Setting): void {
    const block = changedBlocks(setting).find((changed) => !this.prefixes.blocks.includes(changed));
    if (block) throw new EngineError('heldout.earlier', { block, entering: this.heldOut.entering });
  }

  /** Logits of a chunk's images under a setting of the tail, [n, K] flat. Throws `heldout.earlier`, and as `gates` and `read` do. */
  async logits(network: DeviceNetwork, chunk: number, setting: Setting): Promise<Float32Array> {
    this.check(setting);
    return this.first(chunk, await this.prefixes.logits(network, chunk, setting, this.root(chunk)));
  }

  /**
   * Logits of a chunk's images with the gate of one block of the tail replaced and all others live, [n, K] flat; nothing of it is stored. A constant has values for
   * all images of a pass, `batch` of them. Throws `heldout.earlier`, and as `read` does.
   */
  async logitsWith(network: DeviceNetwork, chunk: number, block: BlockId, gate: Gate): Promise<Float32Array> {
    this.check({ [block]: 'off' });
    return this.first(chunk, await this.prefixes.logitsWith(network, chunk, block, gate, this.root(chunk)));
  }

  /** What a block of the tail computes for a chunk's images, all gates live: [n, …shape] flat. Throws as `logitsWith`. */
  async excitation(network: DeviceNetwork, chunk: number, block: BlockId): Promise<Float32Array> {
    this.check({ [block]: 'off' });
    return this.first(chunk, await this.prefixes.excitation(network, chunk, block, this.root(chunk)));
  }

  /** All chunks as they begin, for a block whose values are wanted with all gates live. Throws `heldout.earlier`. */
  startsFor(block: BlockId): Chunk[] {
    this.check({ [block]: 'off' });
    return Array.from({ length: this.chunks }, (_, chunk) => ({ images: this.size(chunk), start: this.root(chunk) }));
  }

  /** Images in a chunk. */
  size(chunk: number): number {
    return Math.min(this.batch, this.images - chunk * this.batch);
  }

  labels(chunk: number): Uint16Array {
    return this.heldOut.labels.subarray(chunk * this.batch, chunk * this.batch + this.size(chunk));
  }

  /** Frees all that is kept on the device. */
  clear(): void {
    this.prefixes.clear();
  }

  /** Of values for a whole pass, those of the chunk's images. */
  private first(chunk: number, values: Float32Array): Float32Array {
    return values.subarray(0, (values.length / this.batch) * this.size(chunk));
  }

  private root(chunk: number): () => Start {
    return () => {
      const features = this.features(chunk);
      return { feeds: new Map([[`${this.heldOut.entering}.input`, features]]), own: features };
    };
  }

  /** Dequantised, [batch, H, W, C], zeros behind the last image. */
  private features(chunk: number): Tensor4D {
    const { shape: [, height, width, channels], features, scale, zero } = this.heldOut;
    const length = height * width * channels;
    const values = new Float32Array(this.batch * length);
    const from = chunk * this.batch * length;
    const end = this.size(chunk) * length;
    for (let i = 0; i < end; ) {
      for (let c = 0; c < channels; c++, i++) values[i] = features[from + i]! * scale[c]! + (zero ? zero[c]! : 0);
    }
    return tensor4d(values, [this.batch, height, width, channels]);
  }
}
