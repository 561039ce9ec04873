import type { EngineApi } from '../contracts';
import type { State } from '../store/store';

/** What gates are frozen to, where the network brought no constants of its own: a labelled set's, else those of a provisional profile. */
export function constantsOf({ manifest, dataset, statistics }: Pick<State, 'manifest' | 'dataset' | 'statistics'>): Parameters<EngineApi['freezeTo']>[0] | undefined {
  if (manifest?.files['profile.safetensors']) return undefined;
  const measured = dataset?.measured?.statistics ?? statistics;
  return dataset?.estimate?.half?.constants ?? (measured && Object.fromEntries(measured.map(({ block, all }) => [block, all])));
}
