import type { StoreApi } from 'zustand/vanilla';
import type { EngineApi } from '../contracts';
import { toProblem } from '../engine/problem';
import type { ImageResults, State } from '../store/store';
import { constantsOf } from './constants';
import type { Report } from './session';

interface Options {
  store: StoreApi<State>;
  engine: Pick<EngineApi, 'freezeTo'>;
  report: Report;
}

/** Tells the engine the constants as they are now. Whatever was run under frozen gates until it has them is run anew. */
export async function freeze({ store, engine, report }: Options): Promise<void> {
  const constants = constantsOf(store.getState());
  if (!constants) return;
  try {
    await engine.freezeTo(constants);
  } catch (error) {
    return report(toProblem(error));
  }
  runFrozenAnew(store);
}

/** Images' results under frozen gates go; a list of images that is another one is run where something lacks. */
function runFrozenAnew(store: StoreApi<State>): void {
  const { imageResults, images } = store.getState();
  const holds = ({ changed }: ImageResults) => !changed || !Object.values(changed.setting).includes('frozen');
  if (Object.values(imageResults).every(holds)) return;
  const left = Object.entries(imageResults).map(([id, results]) => [id, holds(results) ? results : { live: results.live }]);
  store.setState({ imageResults: Object.fromEntries(left) as State['imageResults'], images: [...images] });
}
