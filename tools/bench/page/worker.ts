import { expose } from 'comlink';
import type { Setting } from '../../../src/contracts';
import type { OpenNetwork } from './network';
import { openNetwork } from './network';
import type { Race, RaceResult } from './peer';
import type { ProfileRace, ProfileRaceResult } from './profileRace';
import type { Pair } from './ratios';
import type { RoundKind } from './ratios';
import { allSettingsPair, FullPasses, roundPair, tailPair, tapPairs } from './ratios';

export interface Bed {
  id: string;
  threads: number;
  /** Whether SharedArrayBuffer, and so threads, were to be had. */
  isolated: boolean;
  /** Images of one full pass, the fastest shape for an image. */
  batch: number;
  heldOut: number;
}

export interface BenchApi {
  open(models: string): Promise<Bed>;
  taps(batch: number, repeats: number): Promise<Pair[]>;
  tail(setting: Setting, n: number, stored: boolean): Promise<Pair>;
  allSettings(n: number): Promise<Pair>;
  round(kind: RoundKind, chunks: number): Promise<Pair>;
  /** Opens networks of its own. */
  race(models: string, race: Race): Promise<RaceResult>;
  profileRace(models: string, race: ProfileRace): Promise<ProfileRaceResult>;
}

let open: { network: OpenNetwork; full: FullPasses } | undefined;

function opened() {
  if (!open) throw new Error('no network is open');
  return open;
}

const api: BenchApi = {
  async open(models) {
    const network = await openNetwork(models);
    const full = await FullPasses.inBestShape(network.network);
    open = { network, full };
    const { threads } = network.network.device;
    return { id: network.id, threads, isolated: globalThis.crossOriginIsolated, batch: full.batch, heldOut: network.heldOut.shape[0] };
  },
  taps: (batch, repeats) => tapPairs(opened().network.network, batch, repeats),
  tail: (setting, n, stored) => tailPair(opened().network, opened().full, setting, n, stored),
  allSettings: (n) => allSettingsPair(opened().network, opened().full, n),
  round: (kind, chunks) => roundPair(opened().network, opened().full, kind, chunks),
  race: async (models, race) => (await import('./peer')).race(models, race),
  profileRace: async (models, race) => (await import('./profileRace')).profileRace(models, race),
};

expose(api);
