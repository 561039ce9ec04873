import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { tensor4d } from '@tensorflow/tfjs-core';
import { settingKey } from '../analysis/outcome';
import type { BlockId, Gate, HeldOut, Plan, Setting, ValueName } from '../contracts';
import { cost } from '../network/cost';
import { evaluate, forward } from '../network/forward';
import { read } from './device';
import type { DeviceNetwork } from './network';
import { gates } from './network';
import { EngineError } from './problem';
import { changedBlocks } from './setting';
import { TailCache } from './tailCache';

const MOST_IMAGES = 32;
const FEWEST_IMAGES = 4;
/** Multiply-adds of one chunk, so that the first estimate is there within a second. */
const CHUNK_MACS = 6e8;
const BUDGET = 256 * 2 ** 20;

/** The SE blocks from `entering` on, in depth: those whose gates held-out activations allow to change. */
export function tailBlocks(plan: Plan, entering: BlockId): BlockId[] {
  const from = plan.blocks.findIndex(({ id }) => id === entering);
  return plan.blocks.slice(from).filter(({ id }) => plan.se.includes(id)).map(({ id }) => id);
}

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
  private readonly blocks: BlockId[];
  private readonly cache: TailCache;

  constructor(private readonly plan: Plan, readonly heldOut: HeldOut, budget = BUDGET) {
    this.images = heldOut.shape[0];
    this.batch = chunkSize(plan, heldOut.entering);
    this.chunks = Math.ceil(this.images / this.batch);
    this.blocks = tailBlocks(plan, heldOut.entering);
    this.cache = new TailCache(budget);
  }

  /** Throws `heldout.earlier` when a block before the tail isn't live: held-out activations don't hold then. */
  check(setting: Setting): void {
    const block = changedBlocks(setting).find((changed) => !this.blocks.includes(changed));
    if (block) throw new EngineError('heldout.earlier', { block, entering: this.heldOut.entering });
  }

  /** Logits of a chunk's images under a setting of the tail, [n, K] flat. Throws `heldout.earlier`, and as `gates` and `read` do. */
  async logits(network: DeviceNetwork, chunk: number, setting: Setting): Promise<Float32Array> {
    this.check(setting);
    const { level, feeds, own } = this.start(chunk, setting);
    const later = this.blocks.slice(level + 1);
    try {
      const want = later.flatMap((block) => this.resume(block));
      const { logits, values } = forward(this.plan, network.weights, feeds, { gates: gates(network, setting), want });
      for (const [i, block] of later.entries()) this.cache.put(this.prefix(setting, level + 1 + i), chunk, this.resume(block).map((name) => values.get(name)!));
      try {
        const all = await read(network.device, logits);
        return all.subarray(0, this.size(chunk) * this.plan.classes);
      } finally {
        logits.dispose();
      }
    } finally {
      own?.dispose();
    }
  }

  /**
   * Logits of a chunk's images with the gate of one block of the tail replaced and all others live, [n, K] flat; nothing of it is stored. A constant has values for
   * all images of a pass, `batch` of them. Throws `heldout.earlier`, and as `read` does.
   */
  async logitsWith(network: DeviceNetwork, chunk: number, block: BlockId, gate: Gate): Promise<Float32Array> {
    return this.from(chunk, block, async (feeds) => {
      const { logits } = forward(this.plan, network.weights, feeds, { gates: { [block]: gate } });
      try {
        return (await read(network.device, logits)).subarray(0, this.size(chunk) * this.plan.classes);
      } finally {
        logits.dispose();
      }
    });
  }

  /** What a block of the tail computes for a chunk's images, all gates live: [n, …shape] flat. Throws as `logitsWith`. */
  async excitation(network: DeviceNetwork, chunk: number, block: BlockId): Promise<Float32Array> {
    return this.from(chunk, block, async (feeds) => {
      const name: ValueName = `${block}.excitation`;
      const excitation = evaluate(this.plan, network.weights, feeds, [name]).get(name)!;
      try {
        return (await read(network.device, excitation)).subarray(0, (excitation.size / this.batch) * this.size(chunk));
      } finally {
        excitation.dispose();
      }
    });
  }

  /** Hands over what `block` can be run from, all gates before it live. */
  private async from<T>(chunk: number, block: BlockId, work: (feeds: Map<ValueName, Tensor>) => Promise<T>): Promise<T> {
    this.check({ [block]: 'off' });
    const { feeds, own } = this.start(chunk, {}, this.blocks.indexOf(block));
    try {
      return await work(feeds);
    } finally {
      own?.dispose();
    }
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
    this.cache.clear();
  }

  /** The deepest stored state under the setting's gates, no deeper than `deepest`, or the activations themselves (level −1), which the caller disposes. */
  private start(chunk: number, setting: Setting, deepest = this.blocks.length - 1): { level: number; feeds: Map<ValueName, Tensor>; own?: Tensor } {
    for (let level = deepest; level >= 0; level--) {
      const state = this.cache.get(this.prefix(setting, level), chunk);
      const block = this.blocks[level];
      if (state) return { level, feeds: new Map(this.resume(block).map((name, i) => [name, state[i]!])) };
    }
    const features = this.features(chunk);
    return { level: -1, feeds: new Map([[`${this.heldOut.entering}.input`, features]]), own: features };
  }

  private resume(block: BlockId): ValueName[] {
    return this.plan.blocks.find(({ id }) => id === block)!.resume;
  }

  /** What U of the block at `level` depends on: the gates of the tail before it. */
  private prefix(setting: Setting, level: number): string {
    const before = this.blocks.slice(0, level).map((block) => [block, setting[block] ?? 'live']);
    return `${level} ${settingKey(Object.fromEntries(before))}`;
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
