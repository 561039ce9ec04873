import { clear, createStore, delMany, get, keys, set } from 'idb-keyval';
import { DataError } from '../error';

/** What the browser keeps of passes over labelled sets, so that they go on after a reload. Every call may throw DataError `keep.full` or `keep.forbidden`. */
export interface KeptPasses {
  get(key: string): Promise<unknown>;
  put(key: string, state: object): Promise<void>;
  drop(keys: string[]): Promise<void>;
  /** Of all that is kept. */
  keys(): Promise<string[]>;
}

export function openKeptPasses(): KeptPasses {
  const store = storeOf();
  return { get: (key) => told(get(key, store)), put: (key, state) => told(set(key, state, store)), drop: (given) => told(delMany(given, store)), keys: () => told(keys<string>(store)) };
}

const storeOf = () => createStore('se-scope-sets', 'passes');

/** How many there are, and their typed arrays' bytes; one after another, so that they are never held together. */
export async function measureKeptPasses(): Promise<{ files: number; bytes: number } | undefined> {
  const { get: read, keys: list } = openKeptPasses();
  const all = await list();
  let bytes = 0;
  for (const key of all) bytes += bytesOf(await read(key));
  return all.length > 0 ? { files: all.length, bytes } : undefined;
}

export const forgetKeptPasses = (): Promise<void> => told(clear(storeOf()));

function bytesOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (value instanceof Map) return bytesOf([...value.values()]);
  return typeof value === 'object' && value !== null ? Object.values(value).reduce((sum: number, one) => sum + bytesOf(one), 0) : 0;
}

async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new DataError((error as Error | null)?.name === 'QuotaExceededError' ? 'keep.full' : 'keep.forbidden', {}, { cause: error });
  }
}
