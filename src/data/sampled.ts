import { createStore, delMany, entries, keys } from 'idb-keyval';
import { putIn, toldAs } from './database';
import type { Columns, ViewerSplit } from './viewer';

/** The first rows of a split, as the hub's viewer gives them. */
export interface Sampled extends ViewerSplit {
  /** Address of the hub. */
  endpoint: string;
  /** `owner/name` */
  name: string;
  columns: Columns;
  /** Rows of the split, and how many of the first are wanted. */
  rows: number;
  wanted: number;
  licence?: string;
}

/** One with what is there of it. */
export interface StoredSample extends Sampled {
  key: string;
  /** Rows that are there. */
  have: number;
  bytes: number;
}

/** What is kept of a row; nothing of one without image or label. */
export interface KeptRow {
  bytes?: Blob;
  label?: string;
}

/** Such images in the browser's storage (IndexedDB). Every call may throw DataError `hub.full` or `hub.noStore`. */
export interface Samples {
  list(): Promise<StoredSample[]>;
  put(sample: Sampled): Promise<void>;
  rows(sample: Sampled): Promise<Map<number, KeptRow>>;
  putRow(sample: Sampled, row: number, kept: KeptRow): Promise<void>;
  forget(sample: Sampled): Promise<void>;
}

/** One split of one data set; how many rows are wanted may grow. */
export const sampleKey = ({ name, config, split }: Sampled): string => `${name} ${config} ${split}`;

const ABOUT = 'about ';
const ROW = 'row ';
const rowKey = (sample: Sampled, row: number): string => `${ROW}${sampleKey(sample)} ${row}`;

export function openSamples(): Samples {
  const store = createStore('se-scope-samples', 'rows');
  const told = <Given extends unknown[], T>(work: (...given: Given) => Promise<T>) => toldAs({ full: 'hub.full', forbidden: 'hub.noStore' }, work);
  const rowsAmong = (all: [string, unknown][], sample: Sampled): Map<number, KeptRow> => {
    const own = rowKey(sample, 0).slice(0, -1);
    return new Map(all.flatMap(([key, kept]) => (key.startsWith(own) ? [[Number(key.slice(own.length)), kept as KeptRow]] : [])));
  };
  const rows = async (sample: Sampled) => rowsAmong(await entries<string, unknown>(store), sample);
  const list = async (): Promise<StoredSample[]> => {
    const all = await entries<string, unknown>(store);
    const abouts = all.flatMap(([key, sample]) => (key.startsWith(ABOUT) ? [sample as Sampled] : []));
    return abouts.map((sample) => {
      const own = [...rowsAmong(all, sample)].filter(([row]) => row < sample.wanted);
      return { ...sample, key: sampleKey(sample), have: own.length, bytes: own.reduce((sum, [, { bytes }]) => sum + (bytes?.size ?? 0), 0) };
    });
  };
  return {
    list: told(list),
    put: told((sample) => putIn(store, ABOUT + sampleKey(sample), sample)),
    rows: told(rows),
    putRow: told((sample, row, kept) => putIn(store, rowKey(sample, row), kept)),
    forget: told(async (sample) => {
      const own = rowKey(sample, 0).slice(0, -1);
      const all = (await keys<string>(store)).filter((key) => key.startsWith(own));
      await delMany([ABOUT + sampleKey(sample), ...all], store);
    }),
  };
}
