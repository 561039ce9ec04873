import type { StoreApi } from 'zustand/vanilla';
import type { EngineEvent, Manifest } from '../contracts';
import type { EngineClient } from '../engine/client';
import { EngineError, toProblem } from '../engine/problem';
import { type ImageEntry, type NetworkSource, networkState, type State } from '../store/store';
import { constantsOf } from './constants';
import type { Arrival, Intake } from './images/intake';
import type { Report } from './session';

type Left = ReturnType<typeof networkState>;

/** A wish for a network. The newest counts: one that was overtaken says nothing and takes nothing back. */
interface Wish {
  source: NetworkSource | undefined;
  /** The network that comes is another than the one on screen, which has yet to make room for it. */
  another: boolean;
  /** The one on screen. */
  before: NetworkSource | undefined;
  /** One that was under way. */
  over?: Wish;
  /** What was on screen before it came, until it is ready. */
  left?: Left;
  constants?: Parameters<EngineClient['freezeTo']>[0];
  ended?: 'ready' | 'failed';
}

export interface Opening {
  /** The engine knows which network it is for; rejects where there is none. */
  opened(): Promise<void>;
  /** The chosen network, for the first time or after a failure; all on screen stays. */
  open(): Promise<void>;
  /** Another network takes over once its model.json is known. Where it can't be opened the person is told, the one before is there again, with all that was on screen, and this rejects. */
  openAnother(source: NetworkSource): Promise<void>;
}

interface Options {
  store: StoreApi<State>;
  engine: Pick<EngineClient, 'open' | 'freezeTo'>;
  placeOf: (source: NetworkSource | undefined) => Promise<string | File[]>;
  intake: Pick<Intake, 'add' | 'relabel'>;
  /** All but the manifest, of the newest wish. */
  hear: (event: Exclude<EngineEvent, { kind: 'manifest' }>) => void;
  /** What was asked of the network before counts no more. */
  leaving: () => void;
  ready: () => void;
  report: Report;
}

/** A promise that whoever holds it settles; where nobody listens a rejection is no error. */
export function deferred<T = void>() {
  let resolve!: (value: T) => void;
  let reject!: (reason: EngineError) => void;
  const promise = new Promise<T>((keep, refuse) => {
    resolve = keep;
    reject = refuse;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}

export function revoke(entries: readonly ImageEntry[]) {
  for (const entry of entries) URL.revokeObjectURL(entry.url);
}

/** A class under its number in one network → the same class's number in another, where that has it. */
const classIn = (from: Manifest | undefined, to: Manifest) => (label: number | undefined) => {
  const { wordnet, name } = from?.classes.find(({ id }) => id === label) ?? {};
  return name === undefined ? undefined : to.classes.find((entry) => (wordnet ? entry.wordnet === wordnet : entry.name === name))?.id;
};

const arrivalsOf = (images: readonly ImageEntry[], selected: number | undefined, label: (of: number | undefined) => number | undefined): Arrival[] =>
  images.flatMap(({ id, file, name, origin, keptAs, label: of }) => (file ? { file, name, origin, keptAs, label: label(of), select: id === selected } : []));

/** The labelled set as it was, unless it was closed meanwhile, or another was opened. */
function withSet(left: Left, { dataset: now }: State): Left {
  const { dataset, recorded } = left;
  const same = now ? now.summary.hash === dataset?.summary.hash : !dataset?.runnable;
  if (same) return left;
  return { ...left, dataset: undefined, ...(left.ofDataset && { ofDataset: false, profile: recorded?.profile, statistics: recorded?.statistics, verdicts: recorded?.verdicts, recorded: undefined }) };
}

/** What a wish that fails falls back to. */
const standing = ({ over, before }: Wish): NetworkSource | undefined => (over ? (over.ended === 'ready' ? over.source : standing(over)) : before);

/** Which network is open: the last that was wished for and could be opened. */
export function startOpening({ store, engine, placeOf, intake, hear, leaving, ready, report }: Options): Opening {
  const get = store.getState;
  let wish: Wish | undefined;
  let opening = deferred();

  async function fulfil(mine: Wish) {
    wish = mine;
    const place = await placeOf(mine.source);
    if (wish !== mine) throw new EngineError('cancelled');
    const opened = engine.open(place, get().backendChoice, (event) => {
      if (event.kind === 'manifest') arrive(mine, event.manifest);
      else hear(event);
    });
    opening.resolve();
    await opened;
    mine.ended = 'ready';
    revoke(mine.left?.images ?? []);
    mine.left = mine.over = undefined;
    if (wish === mine) ready();
  }

  function arrive(mine: Wish, manifest: Manifest) {
    if (mine.another) {
      mine.another = false;
      return enter(mine, manifest);
    }
    // The same network again: names that the person gave its classes stay.
    get().put({ manifest: { ...manifest, classes: get().manifest?.classes ?? manifest.classes } });
    const { constants } = mine;
    mine.constants = undefined;
    if (constants) engine.freezeTo(constants).catch((error: unknown) => report(toProblem(error)));
  }

  /** Pictures are read anew at the size that this network takes; a class keeps its label where this one has it too. */
  function enter(mine: Wish, manifest: Manifest) {
    const { images, selected, manifest: before } = get();
    leaving();
    const inherited = mine.over?.left;
    if (inherited) revoke(images);
    mine.left = inherited ?? (before && networkState(get()));
    const label = classIn(before, manifest);
    get().enterNetwork(manifest);
    intake.relabel(label);
    void intake.add(arrivalsOf(images, selected, label));
  }

  /** All that was on screen; images that were added meanwhile are read for this network too. */
  function comeBack(left: Left) {
    const { images, selected, manifest } = get();
    leaving();
    revoke(images);
    const known = new Set(left.images.map(({ keptAs }) => keptAs));
    const added = images.filter(({ keptAs }) => keptAs === undefined || !known.has(keptAs));
    const label = classIn(manifest, left.manifest!);
    store.setState(withSet(left, get()));
    intake.relabel(label);
    void intake.add(arrivalsOf(added, selected, label));
  }

  async function open(another: boolean, constants?: Wish['constants']) {
    const { source } = get();
    const mine: Wish = { source, before: source, another, constants };
    try {
      await fulfil(mine);
    } catch (error) {
      mine.ended = 'failed';
      if (wish !== mine) return;
      opening.reject(new EngineError('engine.closed'));
      get().put({ failure: toProblem(error) });
    }
  }

  async function openAnother(source: NetworkSource) {
    const mine: Wish = { source, before: get().source, another: true, over: wish?.ended ? undefined : wish };
    if (get().failure) opening = deferred();
    get().put({ source });
    try {
      await fulfil(mine);
    } catch (error) {
      mine.ended = 'failed';
      if (wish === mine) {
        report(toProblem(error));
        await takeBack(mine);
      }
      throw error;
    }
  }

  async function takeBack(mine: Wish) {
    const { over } = mine;
    const left = mine.left ?? over?.left;
    get().put({ source: standing(mine) });
    if (left) {
      comeBack(left);
      return open(false, constantsOf(left));
    }
    if (!mine.another) return open(true);
    if (!over || over.ended === 'failed') return get().failure && opening.reject(new EngineError('engine.closed'));
    // It lost the word to this one, and may have come meanwhile without being heard.
    if (over.another && over.source && get().manifest) return openAnother(over.source).catch(() => {});
    get().put({ source: over.source });
    return open(over.another);
  }

  return {
    opened: () => opening.promise,
    open: () => {
      if (get().failure) opening = deferred();
      get().put({ failure: undefined });
      return open(!get().manifest);
    },
    openAnother,
  };
}
