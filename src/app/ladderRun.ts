import type { StoreApi } from 'zustand/vanilla';
import type { BlockId, EngineApi, LadderCheck, Problem, Profile, Progress, SetRequest } from '../contracts';
import type { State } from '../store/store';
import { oneRun } from './oneRun';
import { watchSet } from './remove/watchSet';

/** Runs the gate ladder of one block at a time, on from where an earlier one ended; results and progress arrive in the store. */
export interface LadderRun {
  /** @param ofSet over the labelled set, else over the held-out activations */
  start(block: BlockId, ofSet: boolean): Promise<void>;
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

interface Options {
  store: StoreApi<State>;
  engine: Pick<EngineApi, 'climb' | 'climbSet' | 'cancel'>;
  request: () => Promise<SetRequest | undefined>;
  newId: () => number;
  tell: (problem: Problem) => void;
}

export function startLadderRun({ store, engine, request, newId, tell }: Options): LadderRun {
  const get = store.getState;
  const run = oneRun({ engine, newId, tell, ended: () => get().put({ climbing: undefined }) });

  async function start(block: BlockId, ofSet: boolean) {
    const { recorded, profile } = get();
    // What came with the network was of other images than a set of one's own.
    const means = profile && classMeansOf(recorded?.profile ?? profile, block);
    if (run.busy() || !means) return;
    const keep = (check: LadderCheck) => get().put(ofSet ? { setLadders: { ...get().setLadders, [block]: check } } : { ladders: { ...get().ladders, [block]: check } });
    get().put({ climbing: { block, ofSet, progress: { done: 0, total: 1 } } });
    await run.start(async (id, wanted) => {
      const hear = (estimate: LadderCheck, progress: Progress) => {
        if (!wanted()) return;
        keep(estimate);
        get().put({ climbing: { block, ofSet, progress } });
      };
      const of = ofSet ? await request() : undefined;
      if (ofSet && !of) return;
      const check = await (of ? engine.climbSet(id, of, block, means, hear) : engine.climb(id, block, means, hear));
      if (wanted()) keep(check);
    });
  }

  watchSet(store, () => {
    if (get().climbing?.ofSet) run.cancel();
    if (Object.keys(get().setLadders).length > 0) get().put({ setLadders: {} });
  });

  return { start, cancel: run.cancel };
}
