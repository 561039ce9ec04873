import type { StoreApi } from 'zustand/vanilla';
import type { Kept, KeptImage } from '../../data/kept';
import { toProblem } from '../../engine/problem';
import { isLink } from '../../store/permalink';
import type { State } from '../../store/store';
import type { Arrival } from '../images/intake';
import type { Report } from '../session';
import { contextOf } from '../share/context';
import { choicesOf, type KeptChoices, labelOf, readChoices, restoredChoices, restoredSettings } from './keptChoices';

/** What the session tells whoever keeps its images. */
export interface Keeper {
  /** The person took these away. */
  removed(keys: readonly string[]): void;
  /** Reading was cancelled: what had been kept before stays for another time. */
  cancelled(keys: readonly string[]): void;
  /** These can't be read (any more). */
  refused(key: string): void;
  forget(): Promise<boolean>;
}

interface Options {
  store: StoreApi<State>;
  kept: Kept;
  /** The part of the page's address behind `#`: a link there wins over kept choices. */
  hash: string;
  report: Report;
  restore: (arrivals: readonly Arrival[]) => Promise<void>;
}

const watched = ['section', 'history', 'classSlots', 'blocks', 'order', 'view', 'sdClass', 'openRow', 'openBlock', 'comparison', 'removal', 'keptSettings', 'selected', 'images'] as const satisfies readonly (keyof State)[];

/** Keeps images and choices in the browser and brings them back. What can't be kept is said once; the page works on. */
export function startKeeper({ store, kept, hash, report, restore }: Options): Keeper {
  const get = store.getState;
  /** Kept images by key, with their bytes. */
  const sizes = new Map<string, number>();
  /** Images that are kept, were, or are forgotten while they stay on the page. */
  const seen = new Set<string>();
  const earlier = new Set<string>();
  let awaited: Pick<KeptChoices, 'selected' | 'labels'> = { labels: {} };
  let saved = '';
  let savedBytes = 0;
  let saving = false;
  let told = false;
  let work: Promise<unknown> = Promise.resolve();

  /** One after another; a failure is said the first time. */
  function later(task: () => Promise<void>): Promise<boolean> {
    const done = work.then(task).then(
      () => true,
      (error: unknown) => {
        if (!told) report(toProblem(error));
        told = true;
        return false;
      },
    );
    work = done;
    return done;
  }

  function show() {
    const bytes = [...sizes.values()].reduce((sum, size) => sum + size, savedBytes);
    get().put({ kept: bytes > 0 ? { images: sizes.size, bytes } : undefined });
  }

  const current = (): string => JSON.stringify(choicesOf(get(), contextOf(get())!, awaited));

  function saveChoices() {
    if (saving || current() === saved) return;
    saving = true;
    void later(async () => {
      saving = false;
      const text = current();
      saved = text;
      await kept.putChoices(text);
      savedBytes = text.length;
      show();
    });
  }

  function keepNew() {
    for (const { keptAs: key, file, name, origin } of get().images) {
      if (!file || key === undefined || origin === 'camera' || seen.has(key)) continue;
      seen.add(key);
      const image: KeptImage = { name, origin, file };
      void later(async () => {
        if (!seen.has(key)) return;
        await kept.putImage(key, image);
        sizes.set(key, file.size);
        show();
      });
    }
  }

  function removed(keys: readonly string[]) {
    for (const key of keys) {
      seen.delete(key);
      delete awaited.labels[key];
    }
    void later(async () => {
      await kept.removeImages(keys);
      for (const key of keys) sizes.delete(key);
      show();
    });
  }

  async function begin() {
    const found: { images: [string, KeptImage][]; choices?: KeptChoices } = { images: [] };
    await later(async () => {
      found.choices = readChoices(await kept.choices());
      found.images = await kept.images();
    });
    await manifestOf(store);
    for (const [key, { file }] of found.images) {
      seen.add(key);
      earlier.add(key);
      sizes.set(key, file.size);
    }
    const { choices } = found;
    if (choices) {
      awaited = { labels: { ...choices.labels }, selected: found.images.some(([key]) => key === choices.selected) ? choices.selected : undefined };
      savedBytes = JSON.stringify(choices).length;
      if (!isLink(hash)) store.setState(restoredChoices(choices, get()));
      store.setState(restoredSettings(choices, get()));
    }
    if (choices || found.images.length > 0) show();
    saved = current();
    keepNew();
    store.subscribe((now, before) => {
      if (now.images !== before.images) keepNew();
      if (watched.some((field) => now[field] !== before[field])) saveChoices();
    });
    await bringBack(found.images, choices);
  }

  async function bringBack(images: readonly [string, KeptImage][], choices: KeptChoices | undefined) {
    await restore(images.map(([key, { name, origin, file }]) => ({ keptAs: key, name, origin, file, label: labelOf(choices?.labels[key], get()), select: key === choices?.selected })));
    const all = images.every(([key]) => !seen.has(key) || get().images.some(({ keptAs }) => keptAs === key));
    if (all) awaited = { labels: {} };
  }

  void begin();
  return {
    removed,
    cancelled: (keys) => removed(keys.filter((key) => !earlier.has(key))),
    refused: (key) => removed([key]),
    forget: () =>
      later(async () => {
        await kept.forget();
        sizes.clear();
        awaited = { labels: {} };
        saved = current();
        savedBytes = 0;
        get().put({ kept: undefined });
      }),
  };
}

function manifestOf(store: StoreApi<State>): Promise<void> {
  return new Promise((resolve) => {
    if (store.getState().manifest) return resolve();
    const unsubscribe = store.subscribe(({ manifest }) => {
      if (!manifest) return;
      unsubscribe();
      resolve();
    });
  });
}
