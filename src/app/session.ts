import type { StoreApi } from 'zustand/vanilla';
import { settingKey } from '../analysis/outcome';
import type { BackendChoice, Crop, ImageResult, Problem, Setting } from '../contracts';
import { fetchBytes, fetchJson } from '../data/fetch';
import { fetchModelIndex } from '../data/modelIndex';
import type { EngineClient } from '../engine/client';
import { toProblem } from '../engine/problem';
import { sameSetting } from '../store/history';
import type { ImageEntry, State } from '../store/store';

export interface Sample {
  file: string;
  kind: 'ray-traced' | 'drawn' | 'dreamed';
  class: number;
  title: string;
}

/** What the page can ask for; every answer arrives in the store. */
export interface Session {
  addFiles(files: readonly File[]): Promise<void>;
  addSample(sample: Sample): Promise<void>;
  samples(): Promise<Sample[]>;
  sampleUrl(sample: Sample): string;
  removeImage(id: number): void;
  clearImages(): void;
  chooseBackend(choice: BackendChoice): void;
  loadRecord(): void;
  loadEvolution(): void;
  loadSiblings(): void;
  /** The model card, Markdown; undefined where there is none. Rejects once the person was told why. */
  card(): Promise<string | undefined>;
  checkLive(): void;
  cancelCheck(): void;
  /** Stops reading files and running images; what is done stays. */
  cancelImages(): void;
  /** Runs one image under any setting, beside what the page shows of it. */
  runOnce(crop: Crop, setting: Setting): Promise<ImageResult>;
  stop(): void;
}

export type Report = (problem: Problem, name?: string) => void;

let lastRun = 0;

/** Starts the engine on the default model and keeps results in step with the choices in the store. */
export function startSession(store: StoreApi<State>, engine: EngineClient, base: string, report: Report): Session {
  const get = store.getState;
  const samplesBase = new URL('samples/', base).href;
  let running: { id: number; setting: Setting | undefined } | undefined;
  let check: { id: number; key: string } | undefined;
  let recordAsked = false;
  const waiting: File[] = [];
  /** The setting whose run over the images was cancelled by the person. */
  let halted: Setting | undefined;
  let total = 0;

  async function open() {
    try {
      const index = await fetchModelIndex(new URL('models/', base).href);
      await engine.open(new URL(`models/${index.default}/`, base).href, get().backendChoice, (event) => {
        const { put } = get();
        switch (event.kind) {
          case 'manifest':
            if (!get().manifest) for (const id of event.manifest.defaults.classes) get().addClass(id);
            return put({ manifest: event.manifest });
          case 'profile':
            return put({ profile: event.profile, statistics: event.statistics, verdicts: event.verdicts });
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
          case 'problem':
            return report(event.problem);
        }
      });
      loadRecord();
      pump();
    } catch (error) {
      get().put({ failure: toProblem(error) });
    }
  }

  /** Images whose result under `setting` (undefined: all live) is missing, the selected one first. */
  function missing(setting: Setting | undefined): ImageEntry[] {
    const { images, imageResults, selected } = get();
    const lacks = ({ id }: ImageEntry) => {
      const results = imageResults[id];
      return setting ? !results?.changed || !sameSetting(results.changed.setting, setting) : !results?.live;
    };
    return images.filter(lacks).sort((a, b) => Number(b.id === selected) - Number(a.id === selected));
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
      if (failed) report(problem);
      if (problem.code === 'engine.died') get().put({ ready: false });
    } finally {
      running = undefined;
      get().put({ running: undefined });
      if (!failed) pump();
    }
  }

  /** Decodes and adds one image, and selects it where `select` says. @returns whether it was added */
  async function addBlob(blob: Blob, { name, origin, label, select = true }: Pick<ImageEntry, 'name' | 'origin' | 'label'> & { select?: boolean }): Promise<boolean> {
    halted = undefined;
    try {
      const { crop, source } = await engine.decode(blob, name);
      const id = get().addImage({ name, origin, url: URL.createObjectURL(blob), crop, source, label });
      if (select) get().choose({ selected: id });
      return true;
    } catch (error) {
      report(toProblem(error), name);
      return false;
    }
  }

  /** The first of the files that can be read is selected; the rest of the page would follow each otherwise. */
  async function addFiles(files: readonly File[]) {
    waiting.push(...files);
    total += files.length;
    if (get().reading) return;
    let select = true;
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      get().put({ reading: { done: total - waiting.length - 1, total } });
      if (await addBlob(file, { name: file.name, origin: 'own', select })) select = false;
    }
    total = 0;
    get().put({ reading: undefined });
  }

  /** Images without a result go, so that nothing waits for a run that will not come. */
  function cancelImages() {
    waiting.length = 0;
    halted = get().history.setting;
    const { images, imageResults } = get();
    for (const image of images) if (!imageResults[image.id]?.live) removeImage(image.id);
    if (running) engine.cancel(running.id);
  }

  function removeImage(id: number) {
    revoke(get().images.filter((image) => image.id === id));
    get().removeImage(id);
  }

  function revoke(entries: ImageEntry[]) {
    for (const entry of entries) URL.revokeObjectURL(entry.url);
  }

  function loadRecord() {
    if (recordAsked) return;
    recordAsked = true;
    engine
      .record()
      .then((record) => get().put({ record, recordKnown: true }))
      .catch((error: unknown) => {
        get().put({ recordKnown: true });
        report(toProblem(error));
      });
  }

  /** Asks once for what only some model folders have; undefined is kept where it can't be read. */
  function loadOnce<T>(ask: () => Promise<T>, keep: (answer: T | undefined) => void): () => void {
    let asked = false;
    return () => {
      if (asked) return;
      asked = true;
      ask().then(keep, (error: unknown) => {
        keep(undefined);
        report(toProblem(error));
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
    if (check) engine.cancel(check.id);
    const mine = { id: ++lastRun, key };
    check = mine;
    get().put({ checking: { key, progress: { done: 0, total: 0 } } });
    try {
      const result = await engine.checkLive(mine.id, setting, (estimate, progress) => {
        get().putLiveCheck(key, estimate);
        if (check === mine) get().put({ checking: { key, progress } });
      });
      get().putLiveCheck(key, result);
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code !== 'cancelled') report(problem);
    } finally {
      if (check === mine) {
        check = undefined;
        get().put({ checking: undefined });
      }
    }
  }

  const unsubscribe = store.subscribe((now, before) => {
    if (now.images !== before.images || now.history !== before.history || now.ready !== before.ready) pump();
  });
  void open();

  return {
    addFiles,
    addSample: async (sample) => {
      const name = sample.file;
      try {
        await addBlob(new Blob([await fetchBytes(new URL(name, samplesBase), name)]), { name, origin: 'sample', label: sample.class });
      } catch (error) {
        report(toProblem(error), name);
      }
    },
    samples: async () => (await fetchJson(new URL('samples.json', samplesBase), 'samples.json')) as Sample[],
    sampleUrl: (sample) => samplesBase + sample.file,
    removeImage,
    cancelImages,
    clearImages: () => {
      revoke(get().images);
      get().clearImages();
    },
    chooseBackend: (choice) => {
      get().choose({ backendChoice: choice });
      engine.chooseBackend(choice).catch((error: unknown) => report(toProblem(error)));
    },
    loadRecord,
    loadEvolution: loadOnce(() => engine.evolution(), (evolution) => get().put({ evolution, evolutionKnown: true })),
    loadSiblings: loadOnce(() => engine.siblings(), (siblings) => get().put({ siblings })),
    card,
    checkLive: () => void checkLive(),
    cancelCheck: () => {
      if (check) engine.cancel(check.id);
    },
    runOnce: async (crop, setting) => {
      let found: ImageResult | undefined;
      await engine.run(++lastRun, [crop], setting, (_, result) => (found = result));
      return found!;
    },
    stop: () => {
      unsubscribe();
      revoke(get().images);
    },
  };
}
