import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  AblationRecord,
  BackendChoice,
  BackendStatus,
  BlockId,
  BlockStatistics,
  Crop,
  Evolution,
  ImageResult,
  LiveCheck,
  Manifest,
  PaperVerdict,
  Problem,
  Profile,
  Progress,
  SelfTest,
  Setting,
  Siblings,
} from '../contracts';
import { allLive, change, redo, type SettingHistory, undo } from './history';

export interface ImageEntry {
  id: number;
  name: string;
  origin: 'own' | 'sample';
  /** Object URL of the file, revoked by whoever removes the entry. */
  url: string;
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

export type BlockChoice = 'paper' | 'all';
export type ChannelOrder = 'sorted' | 'paper';
export type PanelView = 'lines' | 'heat';
export type RowDetail = 'classes' | 'images' | 'matters';
export type Section = 'explore' | 'compare';

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

/** What a person chose. */
export interface Choices {
  section: Section;
  comparison: Comparison;
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
  /** Place among the points of training before its end; undefined: the finished network. */
  moment?: number;
  cardOpen: boolean;
  backendChoice: BackendChoice;
}

/** What came of it. */
export interface Results {
  manifest?: Manifest;
  profile?: Profile;
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
  imageResults: Record<number, ImageResults>;
  running?: Progress;
  /** Files being decoded. */
  reading?: Progress;
  liveChecks: Record<string, LiveCheck>;
  checking?: { key: string; progress: Progress };
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
  choose(patch: Partial<Omit<Choices, 'history' | 'classSlots' | 'images' | 'comparison'>>): void;
  put(patch: Partial<Results>): void;
  putImageResult(id: number, setting: Setting | undefined, result: ImageResult): void;
  putLiveCheck(key: string, check: LiveCheck): void;
}

export type State = Choices & Results & Actions;

/** As many classes as the palette has colours for. */
export const classSlotCount = 10;

let nextImageId = 1;

export function createAppStore(): StoreApi<State> {
  return createStore<State>()((set, get) => ({
    section: 'explore',
    comparison: { blocks: 'paper', layout: 'over', sd: true, least: 0.05 },
    history: allLive,
    classSlots: [],
    images: [],
    blocks: 'paper',
    order: 'sorted',
    view: 'lines',
    cardOpen: false,
    backendChoice: 'auto',
    ready: false,
    recordKnown: false,
    evolutionKnown: false,
    imageResults: {},
    liveChecks: {},

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

    choose: (patch) => set(patch),
    put: (patch) => set(patch),
    putImageResult: (id, setting, result) => {
      const { images, imageResults } = get();
      if (!images.some((image) => image.id === id)) return;
      const before = imageResults[id] ?? {};
      const next = setting ? { ...before, changed: { setting, result } } : { ...before, live: result };
      set({ imageResults: { ...imageResults, [id]: next } });
    },
    putLiveCheck: (key, check) => set({ liveChecks: { ...get().liveChecks, [key]: check } }),
  }));
}
