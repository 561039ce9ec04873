import type { StoreApi } from 'zustand/vanilla';
import type { State } from '../../store/store';

/** Whatever decisions on a labelled set hang on: its images and their classes, how many were read, and the constants where they are of these images. */
const standsOn = ({ manifest, dataset }: State): unknown[] => [manifest, dataset?.summary.hash, dataset?.classes, dataset?.running, dataset?.estimate?.n, manifest?.files['profile.safetensors'] ? undefined : dataset?.measured];

/** Calls back when what was run on the labelled set no longer holds. */
export function watchSet(store: StoreApi<State>, onChange: () => void): void {
  let stood = standsOn(store.getState());
  store.subscribe((state) => {
    const stands = standsOn(state);
    if (stands.every((value, i) => value === stood[i])) return;
    stood = stands;
    onChange();
  });
}
