import { clear, createStore, delMany, get, keys, set, type UseStore } from 'idb-keyval';
import { toldAs } from '../database';

/** What the browser keeps of passes over labelled sets, so that they go on after a reload. Every call may throw DataError `keep.full` or `keep.forbidden`. */
export interface KeptPasses {
  get(key: string): Promise<unknown>;
  put(key: string, state: object): Promise<void>;
  drop(keys: string[]): Promise<void>;
  /** Of all that is kept. */
  keys(): Promise<string[]>;
}

const told = <Given extends unknown[], T>(work: (...given: Given) => Promise<T>) => toldAs({ full: 'keep.full', forbidden: 'keep.forbidden' }, work);

let store: UseStore | undefined;
/** One connection, however often it is asked for. */
const storeOf = () => (store ??= createStore('se-scope-sets', 'passes'));

export function openKeptPasses(): KeptPasses {
  const own = storeOf();
  return {
    get: told((key) => get(key, own)),
    put: told((key, state) => set(key, state, own)),
    drop: told((given) => delMany(given, own)),
    keys: told(() => keys<string>(own)),
  };
}

/** How many there are, and their typed arrays' bytes; one after another, so that they are never held together. */
export async function measureKeptPasses(): Promise<{ files: number; bytes: number } | undefined> {
  const { get: read, keys: list } = openKeptPasses();
  const all = await list();
  let bytes = 0;
  for (const key of all) bytes += bytesOf(await read(key));
  return all.length > 0 ? { files: all.length, bytes } : undefined;
}

export const forgetKeptPasses: () => Promise<void> = told(() => clear(storeOf()));

function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (value instanceof Map) return bytesOf([...value.values()]);
  return typeof value === 'object' && value !== null ? Object.values(value).reduce((sum: number, one) => sum + bytesOf(one), 0) : 0;
}
