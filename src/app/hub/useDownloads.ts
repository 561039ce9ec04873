import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { StoredDownload } from '../../data/pieces';
import type { HubState } from './hub';
import { useHub } from './useHub';

const unknown = createStore<Pick<HubState, 'stored'>>(() => ({}));
const none: readonly StoredDownload[] = [];

/** Downloads that this browser keeps, whole or in part, and the way to be rid of one. */
export function useDownloads(): { downloads: readonly StoredDownload[]; forget: (one: StoredDownload) => Promise<void> } {
  const hub = useHub();
  const stored = useStore<typeof unknown, HubState['stored']>(hub?.state ?? unknown, (state) => state.stored);
  return { downloads: stored ?? none, forget: async (one) => hub?.forget(one) };
}
