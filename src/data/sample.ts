import type { SetFile } from '../contracts';
import { DataError } from './error';
import type { Hub } from './hub';
import { checkRoom } from './room';
import type { KeptRow, Sampled, Samples } from './sampled';
import { onSilence, SILENCE_MS } from './silence';
import { askRows, fetchImage, PAGE, type ViewerRow } from './viewer';

interface SampleOptions {
  /** Rows that are there, and bytes of those that this call fetched. */
  onProgress?: (rows: number, fetched: number) => void;
  signal?: AbortSignal;
  /** Bytes that are expected in all. */
  estimate?: number;
}

/** Images on their way at a time: a viewer that many people ask. */
const AT_ONCE = 3;

/**
 * Fetches what is missing of the first rows of a split, page by page, and keeps each image as soon as it is whole. A link that has expired is
 * asked for anew, once. After a failure what arrived stays, unless the data set changed: then all goes, since its rows may be others.
 * @throws DataError `hub.changed`; `hub.noRows` where the viewer gives none; `hub.…`, `cancelled`
 */
export async function fetchSample(viewer: Hub, samples: Samples, asked: Sampled, { onProgress = () => {}, signal, estimate = 0 }: SampleOptions = {}): Promise<void> {
  const stop = new AbortController();
  let stalled = false;
  const silence = onSilence(() => {
    stalled = true;
    stop.abort();
  });
  const follow = (): void => stop.abort();
  signal?.addEventListener('abort', follow, { once: true });
  try {
    if (signal?.aborted) throw new DataError('cancelled');
    const there = new Set([...(await samples.rows(asked)).keys()].filter((row) => row < asked.wanted));
    await checkRoom(asked.name, estimate * (1 - there.size / asked.wanted));
    await samples.put(asked);
    let fetched = 0;
    const keep = async (row: number, kept: KeptRow): Promise<void> => {
      await samples.putRow(asked, row, kept);
      there.add(row);
      fetched += kept.bytes?.size ?? 0;
      silence.heard();
      onProgress(there.size, fetched);
    };
    for (let offset = 0; offset < asked.wanted; ) {
      const length = Math.min(PAGE, asked.wanted - offset);
      const missing = Array.from({ length }, (_, i) => offset + i).filter((row) => !there.has(row));
      if (missing.length === 0) offset += length;
      else offset += await fetchPage(viewer, asked, { from: offset, length, missing }, keep, stop.signal);
    }
  } catch (error) {
    if (signal?.aborted) throw new DataError('cancelled', {}, { cause: error });
    if (stalled) throw new DataError('hub.stalled', { host: viewer.endpoint.host, seconds: SILENCE_MS / 1000 }, { cause: error });
    if (error instanceof DataError && error.problem.code === 'hub.changed') await samples.forget(asked);
    throw error;
  } finally {
    silence.end();
    stop.abort();
    signal?.removeEventListener('abort', follow);
  }
}

interface PageOf {
  from: number;
  length: number;
  missing: readonly number[];
}

/** @returns how many rows the viewer gave */
async function fetchPage(viewer: Hub, asked: Sampled, { from, length, missing }: PageOf, keep: (row: number, kept: KeptRow) => Promise<void>, signal: AbortSignal): Promise<number> {
  const askAgain = async () => {
    const page = await askRows(viewer, asked.name, asked, [from, length], signal);
    if (page.total !== asked.rows) throw new DataError('hub.changed', { file: asked.name });
    if (page.given === 0) throw new DataError('hub.noRows', { host: viewer.endpoint.host, row: from });
    return { given: page.given, links: new Map(page.rows.map((one) => [one.row, one])) };
  };
  const first = await askAgain();
  let { links } = first;
  const waiting = missing.filter((row) => row < from + first.given);
  const take = async (): Promise<void> => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift()) {
      const link = links.get(row);
      await keep(row, link ? { bytes: new Blob([await fetchOnce(link)]), label: link.label } : {});
    }
  };
  const fetchOnce = async (link: ViewerRow): Promise<ArrayBuffer> => {
    const name = `${asked.name} ${link.row}`;
    try {
      return await fetchImage(viewer, link.src, name, signal);
    } catch (error) {
      if (!(error instanceof DataError) || error.problem.code !== 'hub.refused') throw error;
      ({ links } = await askAgain());
      return fetchImage(viewer, links.get(link.row)?.src ?? link.src, name, signal);
    }
  };
  const workers = Array.from({ length: AT_ONCE }, take);
  await Promise.all(workers).catch(async (error: unknown) => {
    waiting.length = 0;
    await Promise.allSettled(workers);
    throw error;
  });
  return first.given;
}

/** A sample as a labelled set: its images in a folder of that name, and a table of their labels. */
export async function sampleFiles(samples: Samples, sample: Sampled, name: string): Promise<SetFile[]> {
  const folder = name.replaceAll('/', ' ');
  const rows = [...(await samples.rows(sample))].filter(([row, { bytes, label }]) => row < sample.wanted && bytes && label !== undefined).sort(([a], [b]) => a - b);
  const file = (row: number): string => `${String(row).padStart(7, '0')}.jpg`;
  const labels = Object.fromEntries(rows.map(([row, { label }]) => [file(row), label!]));
  return [...rows.map(([row, { bytes }]) => ({ file: bytes!, path: `${folder}/${file(row)}` })), { file: new Blob([JSON.stringify(labels)]), path: `${folder}/labels.json` }];
}
