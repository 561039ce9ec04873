import { clear, createStore, delMany, entries, get } from 'idb-keyval';
import { putIn, toldAs } from './database';

/** An image as it came, kept under a key that grows with time. */
export interface KeptImage {
  name: string;
  origin: 'own' | 'sample';
  file: Blob;
}

/** What this page keeps in the browser, on this machine. Every call may throw DataError `keep.full` or `keep.forbidden`. */
export interface Kept {
  /** Oldest first. */
  images(): Promise<[key: string, image: KeptImage][]>;
  putImage(key: string, image: KeptImage): Promise<void>;
  removeImages(keys: readonly string[]): Promise<void>;
  /** Undefined where there are none, or none that this version wrote. */
  choices(): Promise<string | undefined>;
  putChoices(choices: string): Promise<void>;
  forget(): Promise<void>;
}

const IMAGE = 'image ';
const CHOICES = 'choices';

const told = <Given extends unknown[], T>(work: (...given: Given) => Promise<T>) => toldAs({ full: 'keep.full', forbidden: 'keep.forbidden' }, work);

/** Opens the page's storage at the first call of any of its functions. */
export function openKept(): Kept {
  const store = createStore('se-scope', 'kept');
  const images = async () => (await entries(store)).filter(isImage).map(([key, image]): [string, KeptImage] => [key.slice(IMAGE.length), image]);
  const choices = async () => {
    const found: unknown = await get(CHOICES, store);
    return typeof found === 'string' ? found : undefined;
  };
  const put = (key: string, value: unknown) => putIn(store, key, value);
  return {
    images: told(images),
    putImage: told((key, image) => put(IMAGE + key, image)),
    removeImages: told((keys) => delMany(keys.map((key) => IMAGE + key), store)),
    choices: told(choices),
    putChoices: told((text) => put(CHOICES, text)),
    forget: told(() => clear(store)),
  };
}

function isImage(entry: [IDBValidKey, unknown]): entry is [string, KeptImage] {
  const [key, image] = entry as [IDBValidKey, KeptImage | undefined];
  return typeof key === 'string' && key.startsWith(IMAGE) && image?.file instanceof Blob && typeof image.name === 'string';
}
