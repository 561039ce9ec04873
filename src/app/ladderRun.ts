import type { StoreApi } from 'zustand/vanilla';
import type { BlockId, EngineApi, Problem, Profile } from '../contracts';
import type { State } from '../store/store';
import { oneRun } from './oneRun';

/** Runs the gate ladder of one block at a time; results and progress arrive in the store. */
export interface LadderRun {
  start(block: BlockId): Promise<void>;
  cancel(): void;
}

/** m_kc of a block, [K, C] flat; a class without images has the mean of the others. */
function classMeansOf({ count, blocks, classes }: Profile, block: BlockId): Float32Array | undefined {
  const profile = blocks.find((one) => one.block === block);
  if (!profile) return undefined;
  const { channels } = profile;
  const means = profile.mean.slice();
  const seen = Array.from(count.keys()).filter((k) => count[k]! > 0);
  for (let k = 0; k < classes; k++) {
    if (count[k]! > 0) continue;
    for (let c = 0; c < channels; c++) means[k * channels + c] = seen.reduce((sum, other) => sum + profile.mean[other * channels + c]!, 0) / seen.length;
  }
  return means;
}

export function startLadderRun(store: StoreApi<State>, engine: Pick<EngineApi, 'climb' | 'cancel'>, newId: () => number, tell: (problem: Problem) => void): LadderRun {
  const get = store.getState;
  const run = oneRun({ engine, newId, tell, ended: () => get().put({ climbing: undefined }) });

  async function start(block: BlockId) {
    const { recorded, profile } = get();
    // Held-out images go with what came with the network, not with a set of one's own.
    const means = profile && classMeansOf(recorded?.profile ?? profile, block);
    if (run.busy() || !means) return;
    get().put({ climbing: { block, progress: { done: 0, total: 1 } } });
    await run.start(async (id, wanted) => {
      const check = await engine.climb(id, block, means, (estimate, progress) => {
        if (wanted()) get().put({ ladders: { ...get().ladders, [block]: estimate }, climbing: { block, progress } });
      });
      if (wanted()) get().put({ ladders: { ...get().ladders, [block]: check } });
    });
  }

  return { start, cancel: run.cancel };
}
