import type { BlockId, Plan, Setting, ValueName } from '../../contracts';
import { tensorOf } from '../capture';
import type { DeviceNetwork } from '../network';
import { Prefixes } from '../prefixes';
import type { OnDevice } from '../run';
import { StateCache } from '../stateCache';
import type { Batch } from './batch';
import { scheduleSettings } from './schedule';

/**
 * Runs many settings over one chunk of images after another, each from where it parts from another one. Of a chunk at most one state of each SE block is on
 * the device at a time, and none between chunks.
 */
export class Round {
  private readonly prefixes: Prefixes;

  constructor(plan: Plan, blocks: readonly BlockId[] = plan.se) {
    this.prefixes = new Prefixes(plan, blocks, new StateCache(Infinity));
  }

  /**
   * Each setting's logits, [N, K] flat, as they come.
   * @param images normalised, [N, H, W, 3] flat, or what enters the block `from`, all gates before it live
   * @param before awaited before each setting; what it throws ends the chunk
   */
  async run(settings: readonly Setting[], images: Pick<Batch, 'values' | 'from'>, onDevice: OnDevice, before: () => Promise<void>, onLogits: (at: number, logits: Float32Array) => void): Promise<void> {
    try {
      for (const { at, from, keep, forget } of scheduleSettings(this.prefixes.blocks, settings)) {
        await before();
        const setting = settings[at]!;
        onLogits(at, await onDevice((network) => this.prefixes.logits(network, 0, setting, () => rootOf(network, images), keep)));
        if (forget) this.prefixes.forget(setting, from);
      }
    } finally {
      this.clear();
    }
  }

  /** Frees all that is kept on the device. */
  clear(): void {
    this.prefixes.clear();
  }
}

function rootOf({ plan }: DeviceNetwork, { values, from }: Pick<Batch, 'values' | 'from'>) {
  const name: ValueName = from ? `${from}.input` : 'input';
  const own = tensorOf(plan, name, values);
  return { feeds: new Map([[name, own]]), own };
}
