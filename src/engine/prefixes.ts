import type { Tensor } from '@tensorflow/tfjs-core';
import { settingKey } from '../analysis/outcome';
import type { BlockId, Gate, Plan, Setting, ValueName } from '../contracts';
import { evaluate, forward } from '../network/forward';
import { read } from './device';
import type { DeviceNetwork } from './network';
import { gates } from './network';
import type { StateCache } from './stateCache';

/** What a pass begins with; `own` is to be disposed after it. */
export interface Start {
  feeds: Map<ValueName, Tensor>;
  own?: Tensor;
}

/** Images of one pass: what it begins with, and how many of them count; the others fill it up. */
export interface Chunk {
  images: number;
  start: () => Start;
}

/**
 * Runs settings of some of a network's SE blocks over chunks of images. What a block can resume from (U and shortcut, say) stays on the device by the gates
 * before it, so that a setting runs only what lies behind the first gate in which it differs from those before. What is stored belongs to one device: `clear` it
 * when that changes; whatever lacks is run again from `root`.
 */
export class Prefixes {
  /** @param blocks in depth; every other block stays live */
  constructor(private readonly plan: Plan, readonly blocks: readonly BlockId[], private readonly cache: StateCache) {}

  /**
   * Logits of a chunk's images under a setting, [N, K] flat. Throws as `gates` and `read` do.
   * @param root what the chunk begins with, where nothing is stored that is deeper
   * @param keep places of the blocks whose states are stored on the way; all if nothing is said
   */
  async logits(network: DeviceNetwork, chunk: number, setting: Setting, root: () => Start, keep: readonly number[] = [...this.blocks.keys()]): Promise<Float32Array> {
    const { level, feeds, own } = this.start(chunk, setting, root);
    const stored = keep.filter((at) => at > level);
    try {
      const want = stored.flatMap((at) => this.resume(at));
      const { logits, values } = forward(this.plan, network.weights, feeds, { gates: gates(network, setting), want });
      for (const at of stored) this.cache.put(this.prefix(setting, at), chunk, this.resume(at).map((name) => values.get(name)!));
      return await readOnce(network, logits);
    } finally {
      own?.dispose();
    }
  }

  /** The same with the gate of one block replaced and all others live; nothing of it is stored. A constant has values for all images of the chunk. */
  async logitsWith(network: DeviceNetwork, chunk: number, block: BlockId, gate: Gate, root: () => Start): Promise<Float32Array> {
    const { feeds, own } = this.start(chunk, {}, root, this.blocks.indexOf(block));
    try {
      return await readOnce(network, forward(this.plan, network.weights, feeds, { gates: { [block]: gate } }).logits);
    } finally {
      own?.dispose();
    }
  }

  /** What a block computes for a chunk's images, all gates live: [N, …shape] flat. */
  async excitation(network: DeviceNetwork, chunk: number, block: BlockId, root: () => Start): Promise<Float32Array> {
    const { feeds, own } = this.start(chunk, {}, root, this.blocks.indexOf(block));
    try {
      const name: ValueName = `${block}.excitation`;
      return await readOnce(network, evaluate(this.plan, network.weights, feeds, [name]).get(name)!);
    } finally {
      own?.dispose();
    }
  }

  /** Frees what the block at `level` resumes from under the setting's gates. */
  forget(setting: Setting, level: number): void {
    this.cache.forget(this.prefix(setting, level));
  }

  /** Frees all that is kept on the device. */
  clear(): void {
    this.cache.clear();
  }

  /** The deepest stored state under the setting's gates, no deeper than `deepest`, or the root (level −1). */
  private start(chunk: number, setting: Setting, root: () => Start, deepest = this.blocks.length - 1): Start & { level: number } {
    for (let level = deepest; level >= 0; level--) {
      const state = this.cache.get(this.prefix(setting, level), chunk);
      if (state) return { level, feeds: new Map(this.resume(level).map((name, i) => [name, state[i]!])) };
    }
    return { level: -1, ...root() };
  }

  private resume(level: number): ValueName[] {
    return this.plan.blocks.find(({ id }) => id === this.blocks[level])!.resume;
  }

  /** What U of the block at `level` depends on: the gates before it. */
  private prefix(setting: Setting, level: number): string {
    const before = this.blocks.slice(0, level).map((block) => [block, setting[block] ?? 'live']);
    return `${level} ${settingKey(Object.fromEntries(before))}`;
  }
}

async function readOnce({ device }: DeviceNetwork, tensor: Tensor): Promise<Float32Array> {
  try {
    return await read(device, tensor);
  } finally {
    tensor.dispose();
  }
}
