import type { StoreApi } from 'zustand/vanilla';
import { settingKey } from '../analysis/outcome';
import type { BackendChoice, BlockId, Crop, EngineEvent, Estimate, ExplainedBlock, Frame, GateChoices, ImageResult, LighterNetwork, LighterOnnx, LighterTimings, ModelIndex, NormStatistics, OnnxText, Problem, Progress, Repaired, SetPicture, Setting } from '../contracts';
import { fetchBytes, fetchJson } from '../data/fetch';
import { fetchModelIndex } from '../data/modelIndex';
import { fetchPaper, type PaperFiles } from '../data/paperFiles';
import type { EngineClient } from '../engine/client';
import { toProblem } from '../engine/problem';
import { sameSetting } from '../store/history';
import { type ImageEntry, type NetworkSource, resultUnder, type State } from '../store/store';
import type { Dataset } from './dataset/dataset';
import type { Keeper } from './keep/keeper';
import type { StudyRunner } from './remove/study';
import type { TimesRun } from './remove/timesRun';
import { folderOf } from './images/folderLabels';
import type { HubNetworks } from './hub/hub';
import type { Second } from './pair/second';
import type { HubSets } from './hub/hubSets';
import { startIntake } from './images/intake';
import type { LadderRun } from './ladderRun';
import { lazily } from './lazily';
import { oneRun } from './oneRun';
import { revoke, startOpening } from './opening';
import { startSettingsRun } from './settingsRun';
import { reportRestart } from './report';

/** Work that may be stopped; `result` then rejects with `cancelled`. */
export interface Stoppable<T> {
  result: Promise<T>;
  cancel: () => void;
}

export interface Sample {
  file: string;
  kind: 'ray-traced' | 'drawn' | 'dreamed';
  class: number;
}

/** What the page can ask for; every answer arrives in the store. */
export interface Session {
  addFiles(files: readonly File[]): Promise<void>;
  /** Fetches a picture from another site, which the person asked for. Rejects with a DataError. */
  addFrom(address: URL, onProgress: (bytes: number, total: number) => void, signal: AbortSignal): Promise<void>;
  /** With a key, it is there once, however often it is added. */
  addSample(sample: Sample, keptAs?: string): Promise<void>;
  samples(): Promise<Sample[]>;
  sampleUrl(sample: Sample): string;
  removeImage(id: number): void;
  clearImages(): void;
  /** Deletes what the browser keeps of images and choices; the page stays as it is. @returns whether that worked */
  forget(): Promise<boolean>;
  chooseBackend(choice: BackendChoice): void;
  loadRecord(): void;
  loadEvolution(): void;
  loadSiblings(): void;
  /** What became of gate settings, where the folder has that; once. */
  loadAftermath(): void;
  /** The model card, Markdown; undefined where there is none. Rejects once the person was told why. */
  card(): Promise<string | undefined>;
  checkLive(): void;
  cancelCheck(): void;
  /** Runs settings of the tail on the held-out activations, one after another, all live first; what was run already is there at once. */
  checkSettings(settings: readonly Setting[]): void;
  /** Stops that; settings that are done stay, and the next run goes on where it was. */
  cancelSettings(): void;
  /** The gate ladder of one block: of the tail, or of any over the labelled set. */
  ladder(): Promise<LadderRun>;
  /** Networks that settings leave, timed one after another. */
  times(): Promise<TimesRun>;
  /** Stops reading files and running images; what is done stays. */
  cancelImages(): void;
  /** Runs one image under any setting, beside what the page shows of it. */
  runOnce(crop: Crop, setting: GateChoices): Promise<ImageResult>;
  /** Follows one image through one block; once cancelled, `result` rejects. */
  explain(crop: Crop, setting: Setting, block: BlockId): Stoppable<ExplainedBlock>;
  /** The network that a setting leaves; as ONNX; repaired on images; and both networks timed in turns. */
  lighter(setting: GateChoices, statistics?: NormStatistics): Stoppable<LighterNetwork>;
  lighterOnnx(setting: GateChoices, text: OnnxText, statistics?: NormStatistics): Stoppable<LighterOnnx>;
  repair(setting: GateChoices, crops: Crop[], onProgress: (progress: Progress) => void): Stoppable<Repaired>;
  timeLighter(setting: GateChoices, onProgress: (progress: Progress) => void): Stoppable<LighterTimings>;
  /** Functional spread of one block, over crops or the held-out images. */
  functional(block: BlockId, crops: Crop[] | undefined, onProgress: (progress: Progress) => void): Stoppable<Estimate & { n: number }>;
  /** A frame of the camera under each setting; it is taken over. */
  frame(picture: VideoFrame | ImageBitmap, settings: Setting[]): Promise<Frame>;
  /** Adds what the camera sees as an image, beside whatever is chosen. */
  addStill(file: File): Promise<void>;
  /** Starts the engine anew after a failure; everything on screen stays. */
  retry(): void;
  /** The app's own networks. */
  networks(): Promise<ModelIndex>;
  /** The paper's tables, and what was trained here. */
  paper(): Promise<PaperFiles>;
  /** Opens another network; images stay. Rejects once the person was told why not, and the one before is there again with all that was on screen; or where a later choice overtook it. */
  openNetwork(source: NetworkSource): Promise<void>;
  /** Makes a profile of the person's images, by label, else by predicted class; frozen gates are its means from then on. */
  profileImages(): Promise<void>;
  /** The person's labelled set; its code is loaded when first asked for. */
  dataset(): Promise<Dataset>;
  /** Many settings over that set; its code is loaded when first asked for. */
  study(): Promise<StudyRunner>;
  /** Images of the labelled set, by their places among those that were run. */
  setPictures(places: readonly number[]): Promise<SetPicture[]>;
  /** The network beside this one; its code is loaded when first asked for. */
  second(): Promise<Second>;
  /** Names for the classes of a network that came without. Rejects with a DataError. */
  nameClasses(file: File): Promise<void>;
  /** Networks from the Hugging Face hub; nothing is fetched before it is asked to. */
  hub(): Promise<HubNetworks>;
  /** Labelled sets from there. */
  hubSets(): Promise<HubSets>;
}

export type Report = (problem: Problem, name?: string) => void;

let lastRun = 0;

/** Starts the engine on the default model and keeps results in step with the choices in the store. */
export function startSession(store: StoreApi<State>, engine: EngineClient, base: string, report: Report): Session {
  const get = store.getState;
  const samplesBase = new URL('samples/', base).href;
  const modelsBase = new URL('models/', base).href;
  const networks = () => fetchModelIndex(modelsBase);
  const paper = () => fetchPaper(new URL('paper/', base).href);
  let running: { id: number; setting: Setting | undefined } | undefined;
  let recordAsked = false;
  /** Questions that were asked of the network before count no more. */
  let era = 0;
  /** The setting whose run over the images was cancelled by the person. */
  let halted: Setting | undefined;
  const intake = startIntake({
    store,
    engine,
    opened: () => opening.opened(),
    report,
    onAdded: () => (halted = undefined),
    onRefused: ({ keptAs }) => keptAs !== undefined && keeper?.refused(keptAs),
  });
  let keeper: Keeper | undefined;

  async function placeOf(source: NetworkSource | undefined): Promise<string | File[]> {
    if (source && 'files' in source) return [...source.files];
    return new URL(`${source?.id ?? (await networks()).default}/`, modelsBase).href;
  }

  const newId = () => ++lastRun;
  const hub = lazily<HubNetworks>(async () => {
    const { startHub } = await import('./hub/hub');
    return startHub({ openNetwork: (source) => opening.openAnother(source).then(() => get().choose({ networkOpen: false })), seen: () => get().networkOpen });
  });
  const hubSets = lazily<HubSets>(async () => {
    const [found, { startHubSets }] = await Promise.all([hub(), import('./hub/hubSets')]);
    return startHubSets({ hub: found, openSet: async (files) => (await dataset()).open(files), seen: () => get().datasetOpen });
  });
  const dataset = lazily<Dataset>(async () => {
    const { startDataset } = await import('./dataset/dataset');
    return startDataset({ store, engine, report: tell, nextRun: newId });
  });
  const study = lazily<StudyRunner>(async () => {
    const [{ startStudy }, { request }] = await Promise.all([import('./remove/study'), dataset()]);
    return startStudy({ store, engine, request, newId, tell });
  });
  const ladder = lazily<LadderRun>(async () => {
    const { startLadderRun } = await import('./ladderRun');
    return startLadderRun({ store, engine, request: async () => (await dataset()).request(), newId, tell });
  });
  const times = lazily<TimesRun>(async () => {
    const { startTimesRun } = await import('./remove/timesRun');
    return startTimesRun({ store, engine, newId, tell });
  });
  const second = lazily<Second>(async () => {
    const { startSecond } = await import('./pair/second');
    return startSecond({ store, placeOf, request: async () => (await dataset.asked())?.request(), report });
  });

  function leaving() {
    era += 1;
    recordAsked = false;
    halted = undefined;
    for (const run of [check, settingsRun]) run.cancel();
    for (const run of [ladder, times]) run.asked()?.then(({ cancel }) => cancel(), () => {});
  }

  function hear(event: Exclude<EngineEvent, { kind: 'manifest' }>): void {
    const { put } = get();
    switch (event.kind) {
      case 'profile': {
        const recorded = { profile: event.profile, statistics: event.statistics, verdicts: event.verdicts };
        return put(get().ofDataset ? { recorded } : recorded);
      }
      case 'download':
        return put({ download: { file: event.file, bytes: event.bytes, total: event.total } });
      case 'backend':
        return put({ backend: event.backend });
      case 'selfTest':
        return put({ selfTest: event.selfTest });
      case 'timing': {
        const { backend } = get();
        return put({ backend: backend && { ...backend, milliseconds: event.milliseconds } });
      }
      case 'ready':
        return put({ ready: true, download: undefined });
      case 'restarted':
        if (event.lost === 'worker') put({ ready: false, download: undefined });
        return reportRestart();
      case 'problem':
        return tell(event.problem);
    }
  }

  /** What stops everything stands in the page until it works again; anything else is a notice. */
  function tell(problem: Problem, name?: string) {
    if (problem.code === 'engine.gaveUp') get().put({ failure: problem, ready: false });
    else report(problem, name);
  }

  /** Images whose result under `setting` (undefined: all live) is missing, the selected one first. */
  function missing(setting: Setting | undefined): ImageEntry[] {
    const { images, imageResults, selected } = get();
    const lacks = ({ id }: ImageEntry) => {
      const results = imageResults[id];
      return setting ? !resultUnder(results, setting) : !results?.live;
    };
    return images.filter((image) => image.origin !== 'camera' && lacks(image)).sort((a, b) => Number(b.id === selected) - Number(a.id === selected));
  }

  /** Runs what is missing, one run at a time; a run for a setting that is no longer chosen is cancelled. */
  function pump() {
    if (!get().ready) return;
    const { setting } = get().history;
    const wanted = Object.keys(setting).length > 0 && setting !== halted ? setting : undefined;
    if (running) {
      if (running.setting && (!wanted || !sameSetting(running.setting, wanted))) engine.cancel(running.id);
      return;
    }
    for (const target of wanted ? [undefined, wanted] : [undefined]) {
      const entries = missing(target);
      if (entries.length > 0) {
        void runImages(entries, target);
        return;
      }
    }
  }

  async function runImages(entries: ImageEntry[], setting: Setting | undefined) {
    const id = ++lastRun;
    running = { id, setting };
    let failed = false;
    get().put({ running: { done: 0, total: entries.length } });
    try {
      await engine.run(
        id,
        entries.map((entry) => entry.crop),
        setting ?? {},
        (index, result) => {
          get().putImageResult(entries[index]!.id, setting, result);
          get().put({ running: { done: index + 1, total: entries.length } });
        },
      );
    } catch (error) {
      const problem = toProblem(error);
      failed = problem.code !== 'cancelled';
      if (failed) tell(problem);
    } finally {
      running = undefined;
      get().put({ running: undefined });
      if (!failed) pump();
    }
  }

  function addFiles(files: readonly File[]) {
    return intake.add(files.map((file) => ({ file, name: file.name, origin: 'own', folder: folderOf(file), select: true })));
  }

  /** Images without a result go, so that nothing waits for a run that will not come. */
  function cancelImages() {
    intake.cancel();
    halted = get().history.setting;
    const { images, imageResults } = get();
    const unread = images.filter(({ id, origin }) => origin !== 'camera' && !imageResults[id]?.live);
    for (const { id } of unread) drop(id);
    keeper?.cancelled(keysOf(unread));
    if (running) engine.cancel(running.id);
  }

  function removeImage(id: number) {
    const gone = get().images.filter((image) => image.id === id);
    drop(id);
    keeper?.removed(keysOf(gone));
  }

  function drop(id: number) {
    revoke(get().images.filter((image) => image.id === id));
    get().removeImage(id);
  }

  const keysOf = (entries: readonly ImageEntry[]) => entries.flatMap(({ keptAs }) => keptAs ?? []);

  /** A framed part is of its own: it finds nothing and leaves nothing. */
  async function startKeeping() {
    if (get().embed) return;
    const [{ startKeeper }, { openKept }] = await Promise.all([import('./keep/keeper'), import('../data/kept')]);
    keeper = startKeeper({ store, kept: openKept(), hash: globalThis.location?.hash ?? '', report, restore: (arrivals) => intake.add(arrivals) });
  }

  function loadRecord() {
    if (recordAsked) return;
    recordAsked = true;
    const mine = era;
    engine
      .record()
      .then((record) => mine === era && get().put({ record, recordKnown: true }))
      .catch((error: unknown) => {
        if (mine !== era) return;
        recordAsked = false;
        get().put({ recordKnown: true });
        tell(toProblem(error));
      });
  }

  /** Asks once for what only some model folders have; undefined is kept where it can't be read. */
  function loadOnce<T>(ask: () => Promise<T>, keep: (answer: T | undefined) => void): () => void {
    let asked = -1;
    return () => {
      if (asked === era) return;
      asked = era;
      const mine = era;
      ask().then((answer) => mine === era && keep(answer), (error: unknown) => {
        if (mine !== era) return;
        keep(undefined);
        tell(toProblem(error));
      });
    };
  }

  async function card() {
    try {
      return await engine.card();
    } catch (error) {
      report(toProblem(error));
      throw error;
    }
  }

  async function checkLive() {
    const { setting } = get().history;
    const key = settingKey(setting);
    check.cancel();
    get().put({ checking: { key, progress: { done: 0, total: 0 } } });
    await check.start(async (id, wanted) => {
      const result = await engine.checkLive(id, setting, (estimate, progress) => {
        if (!wanted()) return;
        get().putLiveCheck(key, estimate);
        get().put({ checking: { key, progress } });
      });
      if (wanted()) get().putLiveCheck(key, result);
    });
  }

  function stoppable<T>(ask: (id: number) => Promise<T>): Stoppable<T> {
    const id = ++lastRun;
    return { result: ask(id), cancel: () => engine.cancel(id) };
  }

  const check = oneRun({ engine, newId, tell, ended: () => get().put({ checking: undefined }) });
  const settingsRun = startSettingsRun(store, engine, newId, tell);

  const opening = startOpening({
    store,
    engine,
    placeOf,
    intake,
    hear,
    leaving,
    ready: () => {
      loadRecord();
      pump();
    },
    report,
  });
  store.subscribe((now, before) => {
    if (now.images !== before.images || now.history !== before.history || now.ready !== before.ready) pump();
  });
  void opening.open();
  startKeeping().catch(() => report({ code: 'keep.forbidden' }));

  return {
    addFiles,
    addFrom: async (address, onProgress, signal) => {
      const { fetchPicture } = await import('../data/fetchPicture');
      await addFiles([await fetchPicture(address, { onProgress, signal })]);
    },
    addSample: async (sample, keptAs) => {
      const name = sample.file;
      try {
        const file = new Blob([await fetchBytes(new URL(name, samplesBase), name)]);
        await intake.add([{ file, name, origin: 'sample', label: sample.class, select: true, ...(keptAs !== undefined && { keptAs }) }]);
      } catch (error) {
        report(toProblem(error), name);
      }
    },
    samples: async () => (await fetchJson(new URL('samples.json', samplesBase), 'samples.json')) as Sample[],
    sampleUrl: (sample) => samplesBase + sample.file,
    removeImage,
    cancelImages,
    clearImages: () => {
      const { images } = get();
      revoke(images);
      get().clearImages();
      keeper?.removed(keysOf(images));
    },
    forget: async () => (await keeper?.forget()) ?? false,
    chooseBackend: (choice) => {
      get().choose({ backendChoice: choice });
      engine.chooseBackend(choice).catch((error: unknown) => tell(toProblem(error)));
    },
    loadRecord,
    loadEvolution: loadOnce(() => engine.evolution(), (evolution) => get().put({ evolution, evolutionKnown: true })),
    loadSiblings: loadOnce(() => engine.siblings(), (siblings) => get().put({ siblings })),
    loadAftermath: loadOnce(() => engine.aftermath(), (aftermath) => get().put({ aftermath })),
    card,
    checkLive: () => void checkLive(),
    cancelCheck: check.cancel,
    checkSettings: (settings) => void settingsRun.start(settings),
    cancelSettings: settingsRun.cancel,
    ladder,
    times,
    runOnce: async (crop, setting) => {
      let found: ImageResult | undefined;
      await engine.run(++lastRun, [crop], setting, (_, result) => (found = result));
      return found!;
    },
    explain: (crop, setting, block) => stoppable((id) => engine.explain(id, crop, setting, block)),
    lighter: (setting, statistics) => stoppable((id) => engine.lighter(id, setting, statistics)),
    lighterOnnx: (setting, text, statistics) => stoppable((id) => engine.lighterOnnx(id, setting, text, statistics)),
    functional: (block, crops, onProgress) => stoppable((id) => engine.functional(id, block, crops, onProgress)),
    repair: (setting, crops, onProgress) => stoppable((id) => engine.repair(id, setting, crops, onProgress)),
    timeLighter: (setting, onProgress) => stoppable((id) => engine.timeLighter(id, setting, onProgress)),
    frame: (picture, settings) => engine.frame(++lastRun, picture, settings),
    addStill: (file) => intake.add([{ file, name: file.name, origin: 'own' }]),
    retry: () => void opening.open(),
    networks,
    paper,
    openNetwork: opening.openAnother,
    hub,
    hubSets,
    profileImages: async () => {
      const [{ provisionalOf }, { freeze }] = await Promise.all([import('./figure/provisional'), import('./freezing')]);
      const made = provisionalOf(get());
      if (!made) return;
      get().put({ ...made, provisional: true });
      const { count } = made.profile;
      const most = Array.from(count.keys()).filter((id) => count[id]! > 1).sort((a, b) => count[b]! - count[a]!);
      for (const id of most.slice(0, 4)) get().addClass(id);
      await freeze({ store, engine, report: tell });
    },
    dataset,
    study,
    setPictures: async (places) => {
      const request = (await dataset()).request();
      return request ? engine.setPictures(request, places) : [];
    },
    second,
    nameClasses: async (file) => {
      const { parseClassNames } = await import('../data/classNames');
      const { manifest } = get();
      if (manifest) get().put({ manifest: { ...manifest, classes: parseClassNames(await file.arrayBuffer(), file.name, manifest.classes.length) } });
    },
  };
}
