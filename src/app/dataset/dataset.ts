import i18next from 'i18next';
import type { StoreApi } from 'zustand/vanilla';
import { settingKey } from '../../analysis/outcome';
import type { Manifest, Profile, ProfileSet, SetEstimate, SetFile, SetRequest, SetSummary } from '../../contracts';
import { matchLabels } from '../../data/labelled/match';
import type { EngineClient } from '../../engine/client';
import { isCancelled, toProblem } from '../../engine/problem';
import { formatCount } from '../../locales/format';
import type { LabelledState, State } from '../../store/store';
import { constantsOf } from '../constants';
import { freeze } from '../freezing';
import type { Report } from '../session';

/** What the page can ask of a labelled set; every answer arrives in the store. */
export interface Dataset {
  /** What the engine needs to run it; undefined where its images aren't here. */
  request(): SetRequest | undefined;
  /** Reads the list and matches its labels; the dialog shows both. Rejects with a Problem. */
  open(files: readonly SetFile[]): Promise<void>;
  /** Adds images to the set that is open; what was run of it counts on. Rejects with a Problem, and all stays. */
  add(files: readonly SetFile[]): Promise<void>;
  /** A result that was saved. Rejects with a Problem. */
  openSaved(file: File): Promise<void>;
  /** Makes labels of the set mean classes, undefined: left out. A pass that runs ends. */
  assign(classes: LabelledState['classes']): void;
  /** Goes on where an earlier pass ended, unless `anew`. */
  run(anew?: boolean): void;
  /** Ends a pass; what is done is kept, and `run` goes on from there. */
  pause(): void;
  /** Curves, rows and comparisons of the set, or as recorded. */
  show(ofDataset: boolean): void;
  /** Runs the chosen gates over the images that were run all live. */
  check(): void;
  cancelCheck(): void;
  /** Takes the set off the page; what was kept of it comes back with it. */
  close(): void;
  /** The result as a file. */
  file(): Promise<Blob>;
}

interface Options {
  store: StoreApi<State>;
  engine: EngineClient;
  report: Report;
  nextRun: () => number;
}

/** Classes that are drawn where the chosen ones have no images. */
const DRAWN = 4;

export function startDataset({ store, engine, report, nextRun }: Options): Dataset {
  const get = store.getState;
  let files: readonly SetFile[] = [];
  let summary: SetSummary | undefined;
  let passing: number | undefined;
  let checking: { id: number; key: string } | undefined;
  /** How often frozen gates got other constants. */
  let frozen = 0;
  /** As they were chosen over the recorded profile. */
  let slotsBefore: State['classSlots'] | undefined;
  /** Of a few images of the person's own, where that was shown instead of a recorded one. */
  let provisionalBefore: ProfileSet | undefined;

  const patch = (part: Partial<LabelledState>) => {
    const { dataset, put } = get();
    if (dataset) put({ dataset: { ...dataset, ...part } });
  };

  /** Of the set that is open now; undefined where it has gone meanwhile. */
  function request(): SetRequest | undefined {
    const { dataset } = get();
    return dataset?.runnable ? { files, hash: dataset.summary.hash, classes: dataset.classes, images: wordsFor(dataset) } : undefined;
  }

  const isStill = ({ hash, classes }: SetRequest): boolean => get().dataset?.summary.hash === hash && get().dataset?.classes === classes;

  function stop() {
    if (passing !== undefined) engine.cancel(passing);
    if (checking) engine.cancel(checking.id);
  }

  async function open(given: readonly SetFile[]) {
    stop();
    const opened = await engine.openSet(given);
    show(false);
    files = given;
    summary = opened;
    enter(get().manifest);
    get().choose({ datasetOpen: true });
    await look();
  }

  async function add(given: readonly SetFile[]) {
    const { dataset: before } = get();
    if (!before?.runnable || !summary) return open(given);
    const part = 1 + Math.max(...files.map(({ part: own = 0 }) => own));
    const all = [...files, ...given.map((one) => ({ ...one, part }))];
    stop();
    const opened = await engine.openSet(all);
    show(false);
    files = all;
    summary = opened;
    const assigned = new Map(before.summary.labels.map((label, i) => [label, before.classes[i]]));
    const matches = matchLabels(opened.labels, get().manifest?.classes ?? []);
    const classes = opened.labels.map((label, i) => (assigned.has(label) ? assigned.get(label) : matches[i]));
    get().put({ dataset: { summary: opened, runnable: true, classes, running: false, checks: {} } });
    await look();
  }

  /** Every network has classes of its own. */
  function enter(manifest: Manifest | undefined) {
    if (summary) get().put({ dataset: { summary, runnable: true, classes: matchLabels(summary.labels, manifest?.classes ?? []), running: false, checks: {} } });
  }

  async function openSaved(file: File) {
    stop();
    const { name, hash, estimate } = await engine.readSaved(file, file.name);
    const { profile, ...rest } = estimate;
    show(false);
    forget();
    const saved = { name, hash, labels: [], counts: [], images: estimate.n, leftOut: 0 };
    get().put({ dataset: { summary: saved, runnable: false, classes: [], running: false, estimate: rest, measured: profile!, checks: {} } });
    get().choose({ datasetOpen: false });
    show(true);
    refreeze();
  }

  function forget() {
    files = [];
    summary = undefined;
  }

  /** Says how much of it an earlier pass has done. */
  async function look() {
    const asked = request();
    if (!asked || !asked.classes.some((id) => id !== undefined)) return;
    const earlier = await engine.setDone(asked);
    if (isStill(asked)) patch({ earlier });
  }

  async function run(anew: boolean) {
    const asked = request();
    if (!asked || passing !== undefined) return;
    const id = nextRun();
    passing = id;
    get().choose({ datasetOpen: false });
    patch({ running: true, ...(anew && { estimate: undefined, measured: undefined, checks: {} }) });
    try {
      await engine.runSet(id, asked, {}, anew, (estimate) => isStill(asked) && hear(estimate));
    } catch (error) {
      if (!isCancelled(error)) report(toProblem(error));
    } finally {
      passing = undefined;
      if (isStill(asked)) {
        patch({ running: false });
        if (get().dataset?.measured) refreeze();
        await look().catch(() => {});
      }
    }
  }

  function hear({ profile, ...estimate }: SetEstimate) {
    const first = get().dataset?.measured === undefined;
    patch({ estimate, ...(profile && { measured: profile }) });
    if (profile && (first || get().ofDataset)) show(true);
  }

  /** A network that came without a profile has its frozen gates from the set; what was run with others no longer holds. */
  function refreeze() {
    if (!constantsOf(get())) return;
    frozen += 1;
    if (checking) engine.cancel(checking.id);
    patch({ checks: {} });
    void freeze({ store, engine, report });
  }

  function show(ofDataset: boolean) {
    const { dataset, ofDataset: before, profile, statistics, verdicts = [], provisional, recorded, put } = get();
    if (ofDataset && dataset?.measured) {
      const came = !before && profile && statistics ? { profile, statistics, verdicts } : undefined;
      put({ ...dataset.measured, ofDataset, provisional: undefined, ...(came && !provisional && { recorded: came }) });
      if (!before) {
        slotsBefore = get().classSlots;
        provisionalBefore = provisional ? came : undefined;
      }
      draw(dataset.measured.profile);
    } else if (before) {
      const shown = recorded ?? provisionalBefore;
      put({ profile: shown?.profile, statistics: shown?.statistics, verdicts: shown?.verdicts, recorded: undefined, provisional: !recorded && provisionalBefore ? true : undefined, ofDataset: false });
      if (slotsBefore) store.setState({ classSlots: slotsBefore });
      slotsBefore = undefined;
    }
  }

  /** Classes without images have no curve; others take their places, those with most images first. */
  function draw({ count }: Profile) {
    const { classSlots, addClass, removeClass } = get();
    for (const id of classSlots) if (id !== undefined && count[id]! < 2) removeClass(id);
    const chosen = () => get().classSlots.filter((id) => id !== undefined).length;
    if (chosen() >= 2) return;
    const most = Array.from(count.keys()).filter((id) => count[id]! > 1).sort((a, b) => count[b]! - count[a]! || a - b);
    for (const id of most) if (chosen() < DRAWN) addClass(id);
  }

  async function check() {
    const { setting } = get().history;
    const asked = request();
    if (!asked) return;
    if (checking) engine.cancel(checking.id);
    const key = settingKey(setting);
    const mine = { id: nextRun(), key };
    checking = mine;
    const since = frozen;
    const put = (estimate: Partial<SetEstimate> & { running: boolean }) => {
      const { dataset } = get();
      const before = dataset?.checks[key] ?? { done: 0, total: dataset?.estimate?.done ?? 0, n: 0, top1: 0, top5: 0, unreadable: { count: 0, names: [] }, repeated: 0 };
      if (isStill(asked) && since === frozen) patch({ checks: { ...dataset!.checks, [key]: { ...before, ...estimate } } });
    };
    put({ running: true });
    try {
      await engine.runSet(mine.id, asked, setting, false, (estimate) => put({ ...estimate, running: true }));
    } catch (error) {
      if (!isCancelled(error)) report(toProblem(error));
    } finally {
      put({ running: false });
      if (checking === mine) checking = undefined;
    }
  }

  store.subscribe(({ manifest, dataset }, before) => {
    if (manifest === before.manifest || !summary) return;
    const another = dataset === undefined;
    const named = dataset?.classes.every((id) => id === undefined) && dataset.estimate === undefined;
    if (!another && !named) return;
    enter(manifest);
    look().catch(() => {});
  });

  return {
    request,
    open,
    add,
    openSaved,
    assign: (classes) => {
      stop();
      show(false);
      patch({ classes, earlier: undefined, running: false, estimate: undefined, measured: undefined, checks: {} });
      refreeze();
      look().catch((error: unknown) => report(toProblem(error)));
    },
    run: (anew = false) => void run(anew),
    pause: () => {
      if (passing !== undefined) engine.cancel(passing);
    },
    show,
    check: () => void check(),
    cancelCheck: () => {
      if (checking) engine.cancel(checking.id);
    },
    close: () => {
      stop();
      show(false);
      forget();
      get().put({ dataset: undefined });
      refreeze();
    },
    file: async () => {
      const { dataset } = get();
      const { writeSavedSet } = await import('../../export/savedSet');
      const network = await engine.fingerprint();
      return new Blob([writeSavedSet(dataset!.measured!.profile, dataset!.estimate!.decisions!, { network, set: dataset!.summary.name, hash: dataset!.summary.hash })]);
    },
  };
}

/** Images of the set that have a class. */
export const imagesOf = ({ summary, classes }: Pick<LabelledState, 'summary' | 'classes'>): number => summary.counts.reduce((sum, count, i) => sum + (classes[i] === undefined ? 0 : count), 0);

/** A profile needs two classes with two images each. */
export function isEnough({ summary, classes }: Pick<LabelledState, 'summary' | 'classes'>): boolean {
  const images = new Map<number, number>();
  classes.forEach((id, i) => id !== undefined && images.set(id, (images.get(id) ?? 0) + summary.counts[i]!));
  return [...images.values()].filter((count) => count >= 2).length >= 2;
}

function wordsFor(dataset: LabelledState): string {
  return i18next.t('dataset.images', { name: dataset.summary.name, n: formatCount(imagesOf(dataset)) });
}
