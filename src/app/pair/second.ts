import type { StoreApi } from 'zustand/vanilla';
import type { AblationRecord, EngineEvent, ImageResult, ProfileSet, SetRequest } from '../../contracts';
import { createEngine, type EngineClient } from '../../engine/client';
import { isCancelled, toProblem } from '../../engine/problem';
import type { ImageEntry, NetworkSource, SecondNetwork, SecondSet, State } from '../../store/store';
import type { Report } from '../session';
import { pairOfClasses, secondSetOf } from './sides';

/** The network beside the one on screen; every answer arrives in the store. */
export interface Second {
  /** Opens one in an engine of its own, and only once it runs takes the place of the one before. Rejects once the person was told why not. */
  open(source: NetworkSource): Promise<void>;
  cancelOpening(): void;
  close(): void;
  /** Stops running images through it; what is done stays. */
  cancelImages(): void;
  /** Runs the labelled set that is open through it, on from where it was left. */
  runSet(): void;
  pauseSet(): void;
}

interface Options {
  store: StoreApi<State>;
  makeEngine?: () => EngineClient;
  placeOf: (source: NetworkSource) => Promise<string | File[]>;
  /** The images of the labelled set that is open, in the first network's classes. */
  request: () => Promise<SetRequest | undefined>;
  report: Report;
}

/** A pass over the labelled set. */
interface Passing {
  id: number;
  engine: EngineClient;
  stopped?: boolean;
}

/** Whether the results of a second network are on screen; only then images are run through it. */
const isShown = ({ section, compared, second }: State): boolean => section === 'compare' && compared === 'networks' && second !== undefined;

/** Images that have a file to be read anew at the second network's size, and no result yet. */
const missing = ({ images, second }: State): ImageEntry[] =>
  images.filter(({ id, file, origin }) => file && origin !== 'camera' && !second!.results[id] && !second!.notRun.includes(id));

export function startSecond({ store, makeEngine = createEngine, placeOf, request, report }: Options): Second {
  const get = store.getState;
  let held: EngineClient | undefined;
  let opening: EngineClient | undefined;
  let lastRun = 0;
  let reading = false;
  let running: number | undefined;
  let passing: Passing | undefined;

  const patch = (part: Partial<SecondNetwork>) => {
    const { second, put } = get();
    if (second) put({ second: { ...second, ...part } });
  };
  const patchOpening = (part: Partial<NonNullable<State['secondOpening']>>) => {
    const { secondOpening, put } = get();
    if (secondOpening) put({ secondOpening: { ...secondOpening, ...part } });
  };
  const patchSet = (part: Partial<SecondSet>) => {
    const { second } = get();
    if (second?.set) patch({ set: { ...second.set, ...part } });
  };

  function hear(engine: EngineClient, found: Partial<SecondNetwork>, event: EngineEvent) {
    const opened = engine === held;
    if (event.kind === 'manifest') found.manifest = event.manifest;
    if (event.kind === 'profile') found.recorded = { profile: event.profile, statistics: event.statistics, verdicts: event.verdicts };
    if (event.kind === 'selfTest') {
      found.selfTest = event.selfTest;
      if (opened) patch({ selfTest: event.selfTest });
    }
    if (event.kind === 'download' && engine === opening) patchOpening({ name: found.manifest?.name ?? '', download: event });
    if (event.kind === 'problem' && (opened || engine === opening)) {
      report(event.problem, found.manifest?.name);
      if (opened && event.problem.code === 'engine.gaveUp') close();
    }
  }

  async function open(source: NetworkSource) {
    cancelOpening();
    const engine = makeEngine();
    opening = engine;
    get().put({ secondOpening: { source, name: '' } });
    const found: Partial<SecondNetwork> = {};
    try {
      await engine.open(await placeOf(source), get().backendChoice, (event) => hear(engine, found, event));
      const record = await engine.record().catch((error: unknown): AblationRecord | undefined => void report(toProblem(error), found.manifest?.name));
      if (opening !== engine) return;
      opening = undefined;
      close();
      held = engine;
      get().put({ second: { source, manifest: found.manifest!, results: {}, notRun: [], ...found, record }, secondOpening: undefined });
    } catch (error) {
      engine.close();
      if (opening !== engine) return;
      opening = undefined;
      get().put({ secondOpening: undefined });
      report(toProblem(error), found.manifest?.name);
      throw error;
    }
  }

  function cancelOpening() {
    opening?.close();
    opening = undefined;
    get().put({ secondOpening: undefined });
  }

  function close() {
    held?.close();
    held = undefined;
    passing = undefined;
    get().put({ second: undefined });
  }

  /** Reads and runs what is missing, one image after another, for as long as the comparison is shown. */
  async function pump(): Promise<void> {
    const engine = held;
    if (reading || !engine || !isShown(get())) return;
    const waiting = missing(get());
    const [image] = waiting;
    if (!image) return patch({ running: undefined });
    const total = get().images.length;
    patch({ running: { done: total - waiting.length, total } });
    reading = true;
    const result = await runOne(engine, image);
    reading = false;
    if (engine === held) patch(result ? { results: { ...get().second!.results, [image.id]: result } } : { notRun: [...get().second!.notRun, image.id] });
    return pump();
  }

  async function runOne(engine: EngineClient, { file, name }: ImageEntry): Promise<ImageResult | undefined> {
    let result: ImageResult | undefined;
    try {
      const { crop } = await engine.decode(file!, name);
      running = ++lastRun;
      await engine.run(running, [crop], {}, (_, found) => (result = found));
    } catch (error) {
      if (engine === held && !isCancelled(error)) report(toProblem(error), name);
    }
    return result;
  }

  /** What has no result stays without, until the comparison is shown anew. */
  function cancelImages() {
    const { second } = get();
    if (!second) return;
    patch({ notRun: [...second.notRun, ...missing(get()).map(({ id }) => id)], running: undefined });
    if (running !== undefined) held?.cancel(running);
  }

  async function runSet() {
    const engine = held;
    const asked = await request();
    const { second, manifest, dataset } = get();
    if (!asked || !engine || !second || !manifest || !dataset || passing) return;
    const { toB } = pairOfClasses(manifest, second.manifest);
    const set: SecondSet = { hash: asked.hash, classes: asked.classes, running: true };
    const mine: Passing = { id: ++lastRun, engine };
    passing = mine;
    patch({ set });
    const isStill = () => passing === mine && engine === held && get().second?.set?.classes === asked.classes;
    try {
      await engine.openSet(asked.files);
      if (mine.stopped) return;
      const own: SetRequest = { ...asked, classes: asked.classes.map((id) => (id === undefined ? undefined : toB[id])) };
      await engine.runSet(mine.id, own, {}, false, ({ profile, ...estimate }) => isStill() && patchSet({ estimate, ...(profile && { measured: profile as ProfileSet }) }));
    } catch (error) {
      if (!isCancelled(error) && isStill()) report(toProblem(error));
    } finally {
      if (passing === mine) {
        passing = undefined;
        patchSet({ running: false });
      }
    }
  }

  function pauseSet() {
    if (!passing) return;
    passing.stopped = true;
    passing.engine.cancel(passing.id);
  }

  store.subscribe((now, before) => {
    // Of a set or classes that are no longer the open ones nobody sees how far it is, and it would keep the next from starting.
    if (passing && !secondSetOf(now)) {
      pauseSet();
      passing = undefined;
    }
    if (isShown(now) && !isShown(before) && now.second === before.second) patch({ notRun: [] });
    if (now.images !== before.images || now.section !== before.section || now.compared !== before.compared || now.second?.source !== before.second?.source) void pump();
  });

  return {
    open,
    cancelOpening,
    close,
    cancelImages,
    runSet: () => void runSet(),
    pauseSet,
  };
}
