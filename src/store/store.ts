import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  AblationRecord,
  BackendChoice,
  BackendStatus,
  BlockId,
  BlockStatistics,
  Crop,
  Evolution,
  Frame,
  ImageResult,
  LadderCheck,
  LighterTimings,
  LiveCheck,
  Manifest,
  PaperVerdict,
  Problem,
  Profile,
  ProfileSet,
  Progress,
  SelfTest,
  SetEstimate,
  SetSummary,
  Setting,
  Siblings,
  Aftermath,
} from '../contracts';
import { allLive, change, redo, sameSetting, type SettingHistory, undo } from './history';

export interface ImageEntry {
  id: number;
  name: string;
  origin: 'own' | 'sample' | 'camera';
  /** Object URL of what is shown small, revoked by whoever removes the entry. */
  url: string;
  /** As it came; a camera's frames have none. */
  file?: Blob;
  /** Its key in the browser's storage, where it is kept. */
  keptAs?: string;
  crop: Crop;
  source: { width: number; height: number };
  /** The class that the person says it is. */
  label?: number;
}

/** Results of one image: all gates live, and under the current setting. */
export interface ImageResults {
  live?: ImageResult;
  changed?: { setting: Setting; result: ImageResult };
}

/** An image's result under a setting that isn't all live; undefined where there is none, or only an earlier setting's. */
export const resultUnder = (results: ImageResults | undefined, setting: Setting): ImageResult | undefined =>
  results?.changed && sameSetting(results.changed.setting, setting) ? results.changed.result : undefined;

export type BlockChoice = 'paper' | 'all';
export type ChannelOrder = 'sorted' | 'paper';
export type PanelView = 'lines' | 'heat';
export type RowDetail = 'classes' | 'images' | 'matters';
/** What the comparison sets beside one another. */
export type Compared = 'classes' | 'networks';
export type Section = 'explore' | 'compare' | 'remove' | 'block' | 'paper' | 'learn';

/** What an embedded page shows, with its controls and nothing else. */
export type EmbedPart = 'rows' | 'figure' | 'gates' | 'compare' | 'block' | 'paper';

/** One side of a comparison: a class of the network, the person's images labelled with it, or a single image of theirs. */
export type SubjectKey = `${'class' | 'mine' | 'image'}:${number}`;

/** What the comparison shows. */
export interface Comparison {
  /** Undefined: the first two chosen classes. */
  pair?: readonly [SubjectKey, SubjectKey];
  blocks: BlockChoice;
  layout: 'over' | 'columns';
  sd: boolean;
  /** Where class × class distances are shown; undefined: where they are largest. */
  block?: BlockId;
  /** Least difference of a channel that matters, in excitation. */
  least: number;
  /** Channels of one block, opened. */
  opened?: { block: BlockId; channels: readonly number[] };
}

/** As the comparison is at the start. */
export const firstComparison: Comparison = { blocks: 'paper', layout: 'over', sd: true, least: 0.05 };

/** What the view of removal shows. */
export interface Removal {
  /** Points of top-1 that may be lost, in tenths. */
  limit: number;
  /** What the frontier's x axis counts of the SE modules that stay; or the time that the whole network takes. */
  cost: 'parameters' | 'macs' | 'time';
  /** Recorded on validation images, run here on the held-out ones, or on a labelled set of the person's own. */
  images: 'recorded' | 'live' | 'set';
}

/** As it is at the start. */
export const firstRemoval: Removal = { limit: 1, cost: 'parameters', images: 'recorded' };

/** A setting that a person kept, of the network with this id. */
export interface KeptSetting {
  model: string;
  name: string;
  setting: Setting;
}

/** More could not be told apart, nor fit into a link. */
export const mostKept = 40;
export const longestName = 60;

/** The kept ones with others added behind them, as far as there is room; one of the same network, name and gates is there once. */
export function joinKept(kept: readonly KeptSetting[], more: readonly KeptSetting[]): KeptSetting[] {
  const joined = [...kept];
  for (const one of more) {
    if (!joined.some(({ model, name, setting }) => model === one.model && name === one.name && sameSetting(setting, one.setting))) joined.push(one);
  }
  return joined.slice(0, Math.max(mostKept, kept.length));
}

/** A network of the app's own, by its folder's name, or one that a person brought. */
export type NetworkSource = { id: string } | { files: readonly File[] };

/** A labelled set of the person's own, and what has come of it. */
export interface LabelledState {
  summary: SetSummary;
  /** Its images are here and can be run; else only a result was opened. */
  runnable: boolean;
  /** Class of each label; undefined: left out. */
  classes: readonly (number | undefined)[];
  /** Images that earlier passes have done, once known. */
  earlier?: number;
  running: boolean;
  /** The last that was heard, its profile apart. */
  estimate?: Omit<SetEstimate, 'profile'>;
  measured?: ProfileSet;
  /** What the chosen gates do to it, by setting; running: under way. */
  checks: Readonly<Record<string, SetEstimate & { running: boolean }>>;
}

/** What many settings do to the labelled set, as far as it is known; `NOT_RUN` where an image lacks. */
export interface Study {
  /** Class of each image that was read with all gates live, [n]. */
  labels: Uint16Array;
  /** All live first. */
  settings: readonly Setting[];
  /** [n] each. */
  top1: readonly Uint16Array[];
  /** As in SetDecisions. */
  halves?: readonly [found: Uint32Array, tested: Uint32Array];
}

/** Settings being run on the labelled set. */
export interface StudyRun {
  what: 'alone' | 'search' | 'test';
  /** As in a search (src/analysis/removalSearch.ts), or each block alone. */
  stage: 'alone' | 'tail' | 'greedy' | 'best' | 'test';
  /** Of the greedy path, from 1, and how many it has. */
  step?: [step: number, steps: number];
  /** In whole passes over one image: done of about so many, and how long that took, ms. */
  done: number;
  total: number;
  elapsed: number;
}

/** A network beside the one on screen, in an engine of its own; all its gates are live. */
export interface SecondNetwork {
  source: NetworkSource;
  manifest: Manifest;
  /** As recorded; undefined where it came without. */
  recorded?: ProfileSet;
  selfTest?: SelfTest;
  record?: AblationRecord;
  /** By image. */
  results: Readonly<Record<number, ImageResult>>;
  /** Images that can't be read at its size, or whose run was cancelled. */
  notRun: readonly number[];
  running?: Progress;
  /** The person's labelled set, run through it too. */
  set?: SecondSet;
}

export interface SecondSet {
  /** Of the set, and of the first network's classes of its labels: with others it is another set. */
  hash: string;
  classes: LabelledState['classes'];
  running: boolean;
  estimate?: Omit<SetEstimate, 'profile'>;
  measured?: ProfileSet;
}

/** What a person chose. */
export interface Choices {
  /** Undefined: the whole page. */
  embed?: EmbedPart;
  section: Section;
  compared: Compared;
  comparison: Comparison;
  removal: Removal;
  keptSettings: KeptSetting[];
  history: SettingHistory;
  /** Colour slot → class; a class keeps its slot, and so its colour, until it is removed. */
  classSlots: (number | undefined)[];
  images: ImageEntry[];
  selected?: number;
  blocks: BlockChoice;
  order: ChannelOrder;
  view: PanelView;
  sdClass?: number;
  openRow?: RowDetail;
  openBlock?: BlockId;
  /** The block and the channel that are followed step by step. */
  studied?: BlockId;
  channel?: number;
  /** Place among the points of training before its end; undefined: the finished network. */
  moment?: number;
  cardOpen: boolean;
  /** What this browser keeps for the page. */
  storageOpen: boolean;
  /** How to open a network of one's own. */
  networkOpen: boolean;
  /** A labelled set of one's own: to choose, or its classes. */
  datasetOpen: boolean;
  backendChoice: BackendChoice;
}

/** What came of it. */
export interface Results {
  /** Undefined: the first of the app's own. */
  source?: NetworkSource;
  manifest?: Manifest;
  /** The one beside it, and another that is being opened to be there. */
  second?: SecondNetwork;
  secondOpening?: { source: NetworkSource; name: string; download?: { file: string; bytes: number; total: number } };
  profile?: Profile;
  /** The person's labelled set. */
  dataset?: LabelledState;
  /** `profile` and what follows from it are of that set; `recorded` is then what came with the network. */
  ofDataset: boolean;
  recorded?: ProfileSet;
  /** The profile is of the person's own images. */
  provisional?: boolean;
  statistics?: BlockStatistics[];
  verdicts?: PaperVerdict[];
  backend?: BackendStatus;
  selfTest?: SelfTest;
  ready: boolean;
  download?: { file: string; bytes: number; total: number };
  /** Nothing can be shown at all. */
  failure?: Problem;
  record?: AblationRecord;
  /** The record was asked for and has arrived, or there is none. */
  recordKnown: boolean;
  evolution?: Evolution;
  /** It was asked for and has arrived, or it can't be read. */
  evolutionKnown: boolean;
  siblings?: Siblings;
  /** What became of gate settings, repaired and trained on, where the folder has that. */
  aftermath?: Aftermath;
  imageResults: Record<number, ImageResults>;
  running?: Progress;
  /** Files being decoded. */
  reading?: Progress;
  /** Kept in the browser; undefined where nothing is. */
  kept?: { images: number; bytes: number };
  /** Image → class, by the name of the folder it lay in: offered as labels. */
  folderLabels?: Record<number, number>;
  liveChecks: Record<string, LiveCheck>;
  checking?: { key: string; progress: Progress };
  /** Settings run one after another on the held-out images: how many are done of all, a started one in part, with how many done it began, and how many ms ago. */
  settingsRun?: Progress & { from: number; elapsed: number };
  study?: Study;
  studying?: StudyRun;
  /** ms that a whole pass over one image of the set took, of those in a study. */
  pace?: number;
  /** The gate ladders that were run here, as far as they went. */
  ladders: Partial<Record<BlockId, LadderCheck>>;
  /** The same over the labelled set. */
  setLadders: Partial<Record<BlockId, LadderCheck>>;
  /** Networks timed here in turns with the open one, by setting; all on one backend. */
  times: Readonly<Record<string, LighterTimings>>;
  /** Of the networks that are being timed. */
  timing?: Progress;
  climbing?: { block: BlockId; ofSet: boolean; progress: Progress };
}

export interface Actions {
  setSetting(setting: Setting): void;
  undo(): void;
  redo(): void;
  addImage(entry: Omit<ImageEntry, 'id'>): number;
  removeImage(id: number): void;
  clearImages(): void;
  labelImage(id: number, label: number | undefined): void;
  addClass(id: number): void;
  removeClass(id: number): void;
  /** Compares two classes, and draws both: where no colour is free, another class gives up its own. */
  comparePair(a: number, b: number): void;
  compare(patch: Partial<Comparison>): void;
  judge(patch: Partial<Removal>): void;
  keepSettings(more: readonly KeptSetting[]): void;
  dropSetting(kept: KeptSetting): void;
  choose(patch: Partial<Omit<Choices, 'history' | 'classSlots' | 'images' | 'comparison' | 'removal' | 'keptSettings'>>): void;
  put(patch: Partial<Results>): void;
  putImageResult(id: number, setting: Setting | undefined, result: ImageResult): void;
  /** What the camera sees now, with its results all live and, where some gate is changed, under `setting`. */
  putFrame(id: number, frame: Frame, setting: Setting): void;
  putLiveCheck(key: string, check: LiveCheck): void;
  /** Another network: all that was of the earlier one goes, images too, whose pixels were for its size. Its default classes are drawn. */
  enterNetwork(manifest: Manifest): void;
}

export type State = Choices & Results & Actions;

/** As many classes as the palette has colours for. */
export const classSlotCount = 10;

/** What belongs to one network, as it is before anything is known of it. */
const unknownNetwork = {
  comparison: firstComparison,
  history: allLive,
  classSlots: [],
  images: [],
  selected: undefined,
  sdClass: undefined,
  openBlock: undefined,
  studied: undefined,
  channel: undefined,
  moment: undefined,
  cardOpen: false,
  profile: undefined,
  provisional: undefined,
  dataset: undefined,
  ofDataset: false,
  recorded: undefined,
  statistics: undefined,
  verdicts: undefined,
  selfTest: undefined,
  ready: false,
  failure: undefined,
  record: undefined,
  recordKnown: false,
  evolution: undefined,
  evolutionKnown: false,
  siblings: undefined,
  aftermath: undefined,
  imageResults: {},
  folderLabels: undefined,
  liveChecks: {},
  checking: undefined,
  settingsRun: undefined,
  study: undefined,
  studying: undefined,
  pace: undefined,
  ladders: {},
  setLadders: {},
  times: {},
  timing: undefined,
  climbing: undefined,
} satisfies Partial<State>;

/** What is on screen of the network that is open, to come back to; without the camera, whose pictures aren't kept, and without work under way. */
export function networkState(state: State): Pick<State, keyof typeof unknownNetwork | 'manifest'> {
  const { dataset, selected } = state;
  const images = state.images.filter(({ origin }) => origin !== 'camera');
  const own = Object.fromEntries(Object.keys(unknownNetwork).map((key) => [key, state[key as keyof typeof unknownNetwork]])) as Pick<State, keyof typeof unknownNetwork>;
  return {
    ...own,
    manifest: state.manifest,
    images,
    selected: images.some(({ id }) => id === selected) ? selected : undefined,
    dataset: dataset && { ...dataset, running: false, checks: Object.fromEntries(Object.entries(dataset.checks).map(([key, check]) => [key, { ...check, running: false }])) },
    ready: false,
    failure: undefined,
    checking: undefined,
    settingsRun: undefined,
    studying: undefined,
    timing: undefined,
    climbing: undefined,
  };
}

let nextImageId = 1;

export function createAppStore(): StoreApi<State> {
  return createStore<State>()((set, get) => ({
    ...unknownNetwork,
    section: 'explore',
    compared: 'classes',
    blocks: 'paper',
    order: 'sorted',
    view: 'lines',
    storageOpen: false,
    networkOpen: false,
    datasetOpen: false,
    backendChoice: 'auto',
    removal: firstRemoval,
    keptSettings: [],

    setSetting: (setting) => set({ history: change(get().history, setting) }),
    undo: () => set({ history: undo(get().history) }),
    redo: () => set({ history: redo(get().history) }),

    addImage: (entry) => {
      const id = nextImageId++;
      set({ images: [...get().images, { ...entry, id }], selected: get().selected ?? id });
      return id;
    },
    removeImage: (id) => {
      const { images, selected, imageResults } = get();
      const at = images.findIndex((image) => image.id === id);
      const rest = images.filter((image) => image.id !== id);
      const { [id]: _, ...results } = imageResults;
      const next = rest[Math.min(at, rest.length - 1)]?.id;
      set({ images: rest, imageResults: results, selected: selected === id ? next : selected });
    },
    clearImages: () => set({ images: [], imageResults: {}, selected: undefined }),
    labelImage: (id, label) => set({ images: get().images.map((image) => (image.id === id ? { ...image, label } : image)) }),

    addClass: (id) => {
      const slots = [...get().classSlots];
      if (slots.includes(id)) return;
      const free = slots.indexOf(undefined);
      if (free >= 0) slots[free] = id;
      else if (slots.length < classSlotCount) slots.push(id);
      else return;
      set({ classSlots: slots });
    },
    removeClass: (id) =>
      set({
        classSlots: get().classSlots.map((slot) => (slot === id ? undefined : slot)),
        sdClass: get().sdClass === id ? undefined : get().sdClass,
      }),

    comparePair: (a, b) => {
      for (const id of [a, b]) {
        const { classSlots, addClass, removeClass } = get();
        const full = classSlots.length >= classSlotCount && !classSlots.includes(undefined) && !classSlots.includes(id);
        if (full) removeClass(classSlots.findLast((slot) => slot !== a && slot !== b)!);
        addClass(id);
      }
      get().compare({ pair: [`class:${a}`, `class:${b}`] });
    },
    compare: (patch) => set({ comparison: { ...get().comparison, ...patch } }),
    judge: (patch) => set({ removal: { ...get().removal, ...patch } }),
    keepSettings: (more) => set({ keptSettings: joinKept(get().keptSettings, more) }),
    dropSetting: (kept) => set({ keptSettings: get().keptSettings.filter((one) => one !== kept) }),

    choose: (patch) => set(patch),
    put: (patch) => set(patch),
    putImageResult: (id, setting, result) => {
      const { images, imageResults } = get();
      if (!images.some((image) => image.id === id)) return;
      const before = imageResults[id] ?? {};
      const next = setting ? { ...before, changed: { setting, result } } : { ...before, live: result };
      set({ imageResults: { ...imageResults, [id]: next } });
    },
    putFrame: (id, { crop, source, results: [live, changed] }, setting) => {
      const { images, imageResults } = get();
      if (!images.some((image) => image.id === id)) return;
      set({
        images: images.map((image) => (image.id === id ? { ...image, crop, source } : image)),
        imageResults: { ...imageResults, [id]: { live, ...(changed && { changed: { setting, result: changed } }) } },
      });
    },
    putLiveCheck: (key, check) => set({ liveChecks: { ...get().liveChecks, [key]: check } }),
    enterNetwork: (manifest) => set({ ...unknownNetwork, manifest, classSlots: manifest.defaults.classes.slice(0, classSlotCount) }),
  }));
}
