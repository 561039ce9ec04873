import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Manifest } from '../../contracts';
import { namesInConfig } from '../../data/classNames';
import { download } from '../../data/download';
import { DataError } from '../../data/error';
import { fetchPiece, fetchSmall, fetchWhole, type Hub, hubAt, HUGGING_FACE, placeOf } from '../../data/hub';
import { findRepository, type Repository } from '../../data/repository';
import type { Member } from '../../data/members';
import { type Download, openPieces, PIECE, type StoredDownload } from '../../data/pieces';
import { openSamples, type StoredSample } from '../../data/sampled';
import { toProblem } from '../../engine/problem';
import { openStateDict } from '../../engine/stateDict';
import type { NetworkSource } from '../../store/store';
import { reportProblem } from '../report';
import { IMAGENET_CLASSES, isUnnamed, NAMES_FROM } from './imagenet';
import { type StoredSet, storedSets } from './storedSets';
import { startTask, stopFetching, type TaskState } from './task';

/** What the hub says of a repository, and what its weights turn out to be. */
export interface Found {
  repository: Repository;
  manifest: Manifest;
  config?: string;
}

export interface HubState extends TaskState {
  /** Where repositories are asked for, with a closing slash; the hub itself unless the person set a mirror. */
  endpoint: string;
  /** Networks; undefined until it is read. */
  stored?: readonly StoredDownload[];
  /** Labelled sets. */
  sets?: readonly StoredSet[];
  /** Images of the hub's viewer. */
  samples?: readonly StoredSample[];
  /** Bytes of ImageNet's names, where they are kept. */
  named?: number;
  found?: Found;
}

/** Networks from the hub: found, fetched, kept and opened. What goes wrong stands in the state; nothing rejects. */
export interface HubNetworks {
  state: StoreApi<HubState>;
  /** @returns whether it is an address that can be asked */
  setEndpoint(address: string): boolean;
  /** Asks what a repository holds, down to names and shapes of its weights. */
  look(repo: string): Promise<void>;
  /** Fetches what is missing of a network, and opens it; with the names of ImageNet's classes where it has a thousand without names. */
  fetch(repo: string, names: boolean): Promise<void>;
  /** Opens what is kept. */
  open(kept: StoredDownload): Promise<void>;
  cancel(): void;
  /** Stops first what is still fetched of them: what came later would lie there with nothing that says what it is. */
  forget(kept: readonly StoredDownload[]): Promise<void>;
  forgetSample(kept: StoredSample): Promise<void>;
  /** Looks again at what is stored. */
  count(): Promise<void>;
  /** ImageNet's thousand names, kept once fetched. Rejects with a DataError. */
  names(): Promise<File>;
  forgetNames(): Promise<void>;
}

const ENDPOINT_KEY = 'se-scope-hub';

export const hostOf = (endpoint: string): string => new URL(endpoint).host;

interface HubOptions {
  /** Tells the person itself where it fails. */
  openNetwork(source: NetworkSource): Promise<void>;
  /** Whether the state is on screen; what goes wrong behind a closed dialog is said in passing. */
  seen(): boolean;
}

export function startHub({ openNetwork, seen }: HubOptions): HubNetworks {
  const pieces = openPieces();
  const samples = openSamples();
  const state = createStore<HubState>(() => ({ endpoint: keptEndpoint() }));
  const put = (patch: Partial<HubState>): void => state.setState(patch);
  const hub = (): Hub => hubAt(state.getState().endpoint);
  const keptNames = () => pieces.text(NAMES_FROM.repo).catch(() => undefined);
  const count = async (): Promise<void> => {
    const all = await pieces.list().catch(() => []);
    put({ stored: all.filter(({ split }) => split === undefined), sets: storedSets(all), samples: await samples.list().catch(() => []), named: (await keptNames())?.length });
  };
  const { run, cancel, progress } = startTask(state, { seen, ended: count });

  async function find(repo: string, signal: AbortSignal): Promise<Found> {
    const { found } = state.getState();
    if (found?.repository.repo === repo) return found;
    put({ asking: repo, found: undefined });
    const from = hub();
    const repository = await findRepository(from, repo, signal);
    const config = repository.config && new TextDecoder().decode(await fetchWhole(from, repository.config, signal));
    const { manifest } = await openStateDict(membersOf(from, repository, config, signal));
    const now: Found = { repository, manifest, ...(config !== undefined && { config }) };
    put({ asking: undefined, found: now });
    return now;
  }

  async function fetchAll(repo: string, signal: AbortSignal): Promise<Download> {
    const { endpoint } = state.getState();
    const begun = (await pieces.list()).find(({ file }) => file.repo === repo);
    const asked: Download = begun ? goingOn(begun, endpoint) : downloadOf(endpoint, await find(repo, signal));
    put({ fetching: { repo, bytes: begun?.have ?? 0, total: asked.file.bytes } });
    await download(hub(), pieces, asked, { signal, onProgress: progress(repo) });
    return { ...asked, complete: true };
  }

  async function openFetched(fetched: Download, names: boolean): Promise<void> {
    put({ fetching: undefined, opening: fetched.file.repo });
    const named = names && (await namesFor(fetched));
    await openKept(fetched, named || undefined);
  }

  /** A network without them opens as well: what went wrong is said in passing. */
  async function namesFor({ unnamed }: Download): Promise<File | undefined> {
    if (!unnamed) return undefined;
    try {
      return await names();
    } catch (error) {
      reportProblem(toProblem(error));
      return undefined;
    }
  }

  async function names(): Promise<File> {
    const there = await keptNames();
    const text = there ?? new TextDecoder().decode(await fetchSmall(hub(), NAMES_FROM.repo, 'config.json'));
    const found = namesInConfig(configOf(text), IMAGENET_CLASSES);
    if (!found) throw new DataError('hub.noNames', { repo: NAMES_FROM.repo, host: hostOf(state.getState().endpoint) });
    if (there === undefined) await pieces.putText(NAMES_FROM.repo, text).catch(() => {});
    await count();
    return new File([JSON.stringify(found.map(({ name }) => name))], 'imagenet.json');
  }

  async function openKept(one: Download, named?: File): Promise<void> {
    const { file, config } = one;
    const weights = new File([await pieces.file(one)], `${file.repo.split('/').at(-1)}.safetensors`);
    if (weights.size !== file.bytes) throw new DataError('file.gone', { file: placeOf(file) });
    const files = [weights, ...(config === undefined ? [] : [new File([config], 'config.json')]), ...(named ? [named] : [])];
    await openNetwork({ files });
  }

  void count();
  return {
    state,
    setEndpoint: (address) => {
      try {
        const { href } = hubAt(address || HUGGING_FACE).endpoint;
        keepEndpoint(href);
        put({ endpoint: href, found: undefined, problem: undefined });
        return true;
      } catch (error) {
        if (error instanceof DataError) return false;
        throw error;
      }
    },
    look: (repo) => run(repo, async (signal) => void (await find(repo, signal))),
    fetch: (repo, withNames) => run(repo, (signal) => fetchAll(repo, signal), (fetched) => openFetched(fetched, withNames)),
    open: (one) =>
      run(one.file.repo, keptNames, async (text) => {
        put({ opening: one.file.repo });
        await openKept(one, text === undefined ? undefined : await namesFor(one));
      }),
    cancel,
    count,
    forget: async (all) => {
      for (const repo of new Set(all.map(({ file }) => file.repo))) await stopFetching(repo);
      for (const one of all) await pieces.forget(one);
      await count();
    },
    forgetSample: async (one) => {
      await stopFetching(`datasets/${one.name}`);
      await samples.forget(one);
      await count();
    },
    names,
    forgetNames: async () => {
      await pieces.forgetText(NAMES_FROM.repo);
      await count();
    },
  };
}

/** From wherever it is asked for now: a commit's file is the same everywhere, but each server has ETags of its own. */
export const goingOn = (begun: Download, endpoint: string): Download => (begun.endpoint === endpoint ? begun : { ...begun, endpoint, etag: null });

function keepEndpoint(href: string): void {
  try {
    localStorage.setItem(ENDPOINT_KEY, href);
  } catch {
    // It holds until the page is left.
  }
}

function keptEndpoint(): string {
  try {
    return hubAt(localStorage.getItem(ENDPOINT_KEY) ?? HUGGING_FACE).endpoint.href;
  } catch {
    return hubAt(HUGGING_FACE).endpoint.href;
  }
}

function configOf(text: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/** The licence goes with the network's config.json, where the page looks for it. */
function downloadOf(endpoint: string, { repository: { weights, licence }, manifest, config }: Found): Download {
  const told = { ...configOf(config ?? '{}'), ...(licence && { license: licence }) };
  return { endpoint, file: weights, piece: PIECE, ...(licence && { licence }), config: JSON.stringify(told), unnamed: isUnnamed(manifest), etag: null, complete: false };
}

/** A repository's files as far as recognition reads them: of the weights only the header is fetched. */
function membersOf(hub: Hub, { repo, weights }: Repository, config: string | undefined, signal: AbortSignal): Member[] {
  const part = async (begin: number, end: number): Promise<ArrayBuffer> => (await fetchPiece(hub, weights, [begin, end - 1], { signal })).bytes;
  const file: Member = { name: `${repo.split('/').at(-1)}.safetensors`, place: '', size: weights.bytes, part, read: () => part(0, weights.bytes) };
  if (config === undefined) return [file];
  const bytes = new TextEncoder().encode(config).buffer;
  return [file, { name: 'config.json', place: '', size: bytes.byteLength, read: async () => bytes }];
}
