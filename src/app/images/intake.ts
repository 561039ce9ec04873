import type { StoreApi } from 'zustand/vanilla';
import type { DecodedImage } from '../../contracts';
import { namedClasses } from '../../data/labelled/match';
import type { EngineClient } from '../../engine/client';
import { breathe } from '../../engine/breathe';
import { toProblem } from '../../engine/problem';
import type { ImageEntry, State } from '../../store/store';
import type { Report } from '../session';
import { lazily } from '../lazily';
import { nextKey } from './keys';
import { thumbnail } from './thumbnail';

/** A picture on its way to the page. */
export interface Arrival extends Pick<ImageEntry, 'name' | 'origin' | 'label' | 'keptAs'> {
  file: Blob;
  folder?: string;
  /** It becomes the chosen image, if it is the first of its group that can be read. */
  select?: boolean;
}

export interface Intake {
  /** Reads the pictures one after another, behind those that wait. Settles once they are in the store or refused. */
  add(arrivals: readonly Arrival[]): Promise<void>;
  /** What isn't read by now will not be. */
  cancel(): void;
  /** Another network: what waits is said to be of its classes. */
  relabel(change: (label: number | undefined) => number | undefined): void;
}

interface Group {
  left: number;
  selected: boolean;
  /** Of a folder, files that are no pictures: said once. */
  leftOut: string[];
  labels: Record<number, number>;
  done: () => void;
}

/** Pictures with more pixels are shown small by their crop: browsers decode the whole of one wherever it is shown. */
const LARGE = 8e6;

/** Each `import()` looks through the page's links again, even of what is there. */
const reader = lazily(() => import('../../image/readable'));

interface Options {
  store: StoreApi<State>;
  engine: Pick<EngineClient, 'decode'>;
  /** The engine knows which network it is for. */
  opened: () => Promise<void>;
  report: Report;
  onAdded: () => void;
  /** It isn't a picture that can be read; said already. */
  onRefused: (arrival: Arrival) => void;
}

export function startIntake({ store, engine, opened, report, onAdded, onRefused }: Options): Intake {
  const get = store.getState;
  const waiting: { arrival: Arrival; group: Group }[] = [];
  let reading: Arrival | undefined;
  let total = 0;
  /** Grows when reading is cancelled: what was begun before is dropped. */
  let era = 0;

  async function decode({ file, name }: Arrival): Promise<DecodedImage & { shown: Blob }> {
    const { readable } = await reader();
    const picture = await readable(file, name);
    const asItIs = picture instanceof Blob;
    await opened();
    const image = await engine.decode(picture, name).catch(async (error: unknown) => {
      // A file is asked again by the client itself; a bitmap went with the engine that ended.
      if (asItIs || toProblem(error).code !== 'engine.died') throw error;
      return engine.decode(await readable(file, name), name);
    });
    const large = image.source.width * image.source.height > LARGE;
    return { ...image, shown: asItIs && !large ? file : await thumbnail(image.crop) };
  }

  /** Again where another network, of another size, was opened meanwhile. */
  async function decodeForNetwork(arrival: Arrival): ReturnType<typeof decode> {
    const { manifest } = get();
    const image = await decode(arrival);
    return manifest && manifest !== get().manifest ? decodeForNetwork(arrival) : image;
  }

  async function read(arrival: Arrival, group: Group): Promise<void> {
    const begun = era;
    const { file, name, origin, keptAs, folder } = arrival;
    reading = arrival;
    try {
      const { crop, source, shown } = await decodeForNetwork(arrival);
      if (begun !== era) return;
      const there = get().images.find((image) => keptAs !== undefined && image.keptAs === keptAs);
      const id = there?.id ?? get().addImage({ name, origin, url: URL.createObjectURL(shown), crop, source, label: arrival.label, file, keptAs: keptAs ?? nextKey() });
      const named = folder === undefined ? undefined : namedClasses(get().manifest?.classes ?? [])(folder);
      if (named !== undefined) group.labels[id] = named;
      if (arrival.select && !group.selected) get().choose({ selected: id });
      group.selected = true;
      onAdded();
    } catch (error) {
      if (begun !== era) return;
      const problem = toProblem(error);
      if (folder !== undefined && problem.code.startsWith('image.')) group.leftOut.push(name);
      else report(problem, name);
      if (problem.code.startsWith('image.')) onRefused(arrival);
    }
  }

  function finish({ leftOut, labels, done }: Group): void {
    if (leftOut.length > 0) report({ code: 'image.leftOut', values: { count: leftOut.length, names: leftOut.slice(0, 3).join(', ') } });
    if (Object.keys(labels).length > 0) get().put({ folderLabels: { ...get().folderLabels, ...labels } });
    done();
  }

  async function work(): Promise<void> {
    if (get().reading) return;
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { arrival, group } = next;
      get().put({ reading: { done: total - waiting.length - 1, total } });
      await read(arrival, group);
      group.left -= 1;
      if (group.left === 0) finish(group);
    }
    total = 0;
    reading = undefined;
    get().put({ reading: undefined });
  }

  return {
    add: (arrivals) =>
      new Promise((done) => {
        const group: Group = { left: arrivals.length, selected: false, leftOut: [], labels: {}, done };
        waiting.push(...arrivals.map((arrival) => ({ arrival: { ...arrival }, group })));
        total += arrivals.length;
        if (arrivals.length === 0) done();
        // Not in the task of the drop: the page shows that first.
        else void breathe().then(work);
      }),
    cancel: () => {
      era += 1;
      for (const group of new Set(waiting.map((one) => one.group))) {
        group.left -= waiting.filter((one) => one.group === group).length;
        if (group.left === 0) finish(group);
      }
      waiting.length = 0;
    },
    relabel: (change) => {
      for (const arrival of [...(reading ? [reading] : []), ...waiting.map((one) => one.arrival)]) arrival.label = change(arrival.label);
    },
  };
}
