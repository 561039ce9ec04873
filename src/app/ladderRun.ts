import type { StoreApi } from 'zustand/vanilla';
import type { BlockId, EngineApi, Problem, Profile } from '../contracts';
import { toProblem } from '../engine/problem';
import type { State } from '../store/store';

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
  let current: { id: number } | undefined;

  async function start(block: BlockId) {
    const { recorded, profile } = get();
    // Held-out images go with what came with the network, not with a set of one's own.
    const means = profile && classMeansOf(recorded?.profile ?? profile, block);
    if (current || !means) return;
    const run = { id: newId() };
    current = run;
    get().put({ climbing: { block, progress: { done: 0, total: 1 } } });
    try {
      const check = await engine.climb(run.id, block, means, (estimate, progress) => {
        if (current === run) get().put({ ladders: { ...get().ladders, [block]: estimate }, climbing: { block, progress } });
      });
      if (current === run) get().put({ ladders: { ...get().ladders, [block]: check } });
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code !== 'cancelled' && current === run) tell(problem);
    } finally {
      if (current === run) stop();
    }
  }

  function stop() {
    current = undefined;
    get().put({ climbing: undefined });
  }

  return {
    start,
    cancel: () => {
      if (!current) return;
      engine.cancel(current.id);
      stop();
    },
  };
}
