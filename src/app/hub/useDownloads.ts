import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoredDownload } from '../../data/pieces';
import type { StoredSample } from '../../data/sampled';
import type { HubNetworks, HubState } from './hub';
import type { StoredSet } from './storedSets';
import { useHub } from './useHub';

const unknown = createStore<HubState>(() => ({ endpoint: '' }));
const none: readonly StoredDownload[] = [];
const noSets: readonly StoredSet[] = [];
const noSamples: readonly StoredSample[] = [];

/** Networks and labelled sets of the hub that this browser keeps, whole or in part, bytes of ImageNet's names where they are kept, and the way to be rid of them. */
export function useDownloads(): { downloads: readonly StoredDownload[]; sets: readonly StoredSet[]; samples: readonly StoredSample[]; named: number | undefined; hub: HubNetworks | undefined } {
  const hub = useHub();
  const { stored = none, sets = noSets, samples = noSamples, named } = useStore(hub?.state ?? unknown);
  return { downloads: stored, sets, samples, named, hub };
}
