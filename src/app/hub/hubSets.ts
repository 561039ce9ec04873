import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SetFile } from '../../contracts';
import { download } from '../../data/download';
import { DataError } from '../../data/error';
import { hubAt, placeOf, type RemoteFile } from '../../data/hub';
import { findSet, type HubSet, type SetSplit } from '../../data/hubSet';
import { type Download, openPieces, PIECE } from '../../data/pieces';
import { fetchSample, sampleFiles } from '../../data/sample';
import { openSamples, type Sampled, sampleKey, type StoredSample } from '../../data/sampled';
import { askFacts, askSplits, type ViewerFacts, viewerOf, type ViewerSplit } from '../../data/viewer';
import { goingOn, type HubNetworks } from './hub';
import { nameOf, sampleName, type StoredSet } from './storedSets';
import { startTask, type TaskState } from './task';

export interface SetsState extends TaskState {
  found?: HubSet;
  /** What the hub's viewer says of it, where it was asked. */
  viewer?: { splits: readonly ViewerSplit[]; facts: readonly ViewerFacts[] };
}

/** Labelled sets from the hub, as parquet: found, fetched, kept and opened. What goes wrong stands in the state; nothing rejects. */
export interface HubSets {
  state: StoreApi<SetsState>;
  /** Lists a data set's splits and their files. */
  look(name: string): Promise<void>;
  /** Fetches the first files of a split, and opens them. */
  fetch(found: HubSet, split: SetSplit, files: number): Promise<void>;
  /** Opens what is kept, once what is missing of it is fetched. */
  open(kept: StoredSet): Promise<void>;
  /** Asks the hub's viewer which splits it shows. */
  askViewer(found: HubSet): Promise<void>;
  /** Asks what one of them holds and takes. */
  askFacts(found: HubSet, split: ViewerSplit): Promise<void>;
  /** Fetches the images of its first rows one by one, and opens them. */
  sample(found: HubSet, facts: ViewerFacts, rows: number): Promise<void>;
  /** Opens what is here of such images; where `whole`, what is missing is fetched first. */
  openSample(kept: StoredSample, whole: boolean): Promise<void>;
  cancel(): void;
}

interface HubSetsOptions {
  hub: HubNetworks;
  openSet(files: readonly SetFile[]): Promise<void>;
  seen(): boolean;
}

export function startHubSets({ hub, openSet, seen }: HubSetsOptions): HubSets {
  const pieces = openPieces();
  const samples = openSamples();
  const state = createStore<SetsState>(() => ({}));
  const put = (patch: Partial<SetsState>): void => state.setState(patch);
  const { run, cancel, progress } = startTask(state, { seen, ended: hub.count });
  const endpoint = (): string => hub.state.getState().endpoint;
  hub.state.subscribe((now, before) => now.endpoint !== before.endpoint && put({ found: undefined, viewer: undefined, problem: undefined }));

  /** One file after another; each goes on where it was. */
  async function fetchAll(repo: string, asked: readonly Download[], signal: AbortSignal): Promise<void> {
    const begun = await pieces.list();
    const have = asked.map(({ file: { revision, path } }) => begun.find(({ file }) => file.repo === repo && file.revision === revision && file.path === path));
    const total = asked.reduce((sum, { file }) => sum + file.bytes, 0);
    const say = progress(repo);
    let done = have.reduce((sum, one) => sum + (one?.have ?? 0), 0);
    let fetchedBefore = 0;
    put({ fetching: { repo, bytes: done, total } });
    for (const [i, one] of asked.entries()) if (!have[i]) await pieces.put(one);
    for (const [i, one] of asked.entries()) {
      const before = have[i];
      if (before?.complete) continue;
      let fetched = 0;
      const from = done - (before?.have ?? 0);
      await download(hubAt(endpoint()), pieces, before ? goingOn(before, endpoint()) : one, {
        signal,
        onProgress: (bytes, _, own) => {
          fetched = own;
          say(from + bytes, total, fetchedBefore + own);
        },
      });
      fetchedBefore += fetched;
      done = from + one.file.bytes;
    }
    put({ fetching: undefined });
  }

  async function openAll(repo: string, name: string, files: readonly RemoteFile[]): Promise<void> {
    put({ opening: repo });
    const all = await pieces.list();
    const opened: SetFile[] = [];
    for (const file of files) {
      const kept = all.find((one) => one.file.repo === repo && one.file.revision === file.revision && one.file.path === file.path);
      const blob = kept && (await pieces.file(kept));
      if (blob?.size !== file.bytes) throw new DataError('file.gone', { file: placeOf(file) });
      opened.push({ file: blob, path: `${name.replaceAll('/', ' ')}/${file.path.replaceAll('/', ' ')}` });
    }
    await openSet(opened);
  }

  async function fetchRows(asked: Sampled, estimate: number, signal: AbortSignal): Promise<void> {
    const repo = `datasets/${asked.name}`;
    const before = (await samples.list()).find(({ key }) => key === sampleKey(asked))?.bytes ?? 0;
    const say = progress(repo);
    put({ fetching: { repo, bytes: before, total: estimate, images: { done: 0, total: asked.wanted } } });
    await fetchSample(viewerOf(hubAt(endpoint())), samples, asked, {
      signal,
      estimate,
      onProgress: (done, fetched) => say(before + fetched, ((before + fetched) * asked.wanted) / done, fetched, { done, total: asked.wanted }),
    });
  }

  async function openRows(asked: Sampled): Promise<void> {
    put({ fetching: undefined, opening: `datasets/${asked.name}` });
    await openSet(await sampleFiles(samples, asked, sampleName(asked)));
  }

  return {
    state,
    askViewer: ({ repo }) =>
      run(repo, async (signal) => {
        put({ asking: repo });
        put({ viewer: { splits: await askSplits(viewerOf(hubAt(endpoint())), ownerAndName(repo), signal), facts: [] } });
      }),
    askFacts: ({ repo }, split) =>
      run(repo, async (signal) => {
        put({ asking: repo });
        const facts = await askFacts(viewerOf(hubAt(endpoint())), ownerAndName(repo), split, signal);
        const { viewer } = state.getState();
        if (viewer) put({ viewer: { ...viewer, facts: [...viewer.facts, facts] } });
      }),
    sample: ({ repo, licence }, { bytesPerRow = 0, config, split, columns, rows }, wanted) =>
      run(
        repo,
        async (signal) => {
          const asked: Sampled = { endpoint: endpoint(), name: ownerAndName(repo), config, split, columns, rows, wanted: Math.min(rows, wanted), ...(licence && { licence }) };
          await fetchRows(asked, bytesPerRow * asked.wanted, signal);
          return asked;
        },
        openRows,
      ),
    openSample: (kept, whole) =>
      run(
        `datasets/${kept.name}`,
        async (signal) => {
          const { key: _, have, bytes, ...asked } = kept;
          if (whole) await fetchRows({ ...asked, endpoint: endpoint() }, have > 0 ? (bytes * kept.wanted) / have : 0, signal);
          return asked;
        },
        openRows,
      ),
    look: (name) =>
      run(`datasets/${name}`, async (signal) => {
        put({ asking: `datasets/${name}`, found: undefined, viewer: undefined });
        put({ found: await findSet(hubAt(endpoint()), name, signal) });
      }),
    fetch: ({ repo, licence }, split, count) =>
      run(
        repo,
        async (signal) => {
          const files = split.files.slice(0, count);
          await fetchAll(repo, files.map((file) => ({ endpoint: endpoint(), file, piece: PIECE, unnamed: false, split: split.name, etag: null, complete: false, ...(licence && { licence }) })), signal);
          return files;
        },
        (files) => openAll(repo, nameOf(repo, split.name), files),
      ),
    open: ({ files, name }) => {
      const { repo } = files[0]!.file;
      const fetch = async (signal: AbortSignal) => {
        if (files.some(({ complete }) => !complete)) await fetchAll(repo, files, signal);
      };
      return run(repo, fetch, () => openAll(repo, name, files.map(({ file }) => file)));
    },
    cancel,
  };
}

const ownerAndName = (repo: string): string => repo.replace(/^datasets\//, '');
