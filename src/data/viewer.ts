import { DataError } from './error';
import { parseJson } from './fetch';
import { asList, asObject, type Fields } from './fields';
import { fetchHub, type Hub } from './hub';

/** A split of a data set as the hub's viewer has it. */
export interface ViewerSplit {
  config: string;
  split: string;
}

/** What the viewer says of a split. */
export interface ViewerFacts extends ViewerSplit {
  rows: number;
  /** As stored; undefined where the viewer doesn't say. */
  bytesPerRow?: number;
  /** Columns of images and of labels; the names of the labels where they are numbers. */
  columns: Columns;
  /** The viewer itself has only the beginning of it. */
  partial: boolean;
}

export interface Columns {
  image: string;
  label: string;
  names: readonly string[];
}

/** A row that has an image and a label. */
export interface ViewerRow {
  /** In the split. */
  row: number;
  /** Where its image lies, for an hour or so. */
  src: URL;
  label: string;
}

/** The viewer's own limit. */
export const PAGE = 100;
const LARGEST_ANSWER = 4 * 2 ** 20;
const LARGEST_IMAGE = 64 * 2 ** 20;
const LABELS = ['label', 'labels', 'fine_label', 'class', 'target', 'category', 'y'];

/** Where a hub's viewer answers: as the `datasets` library has it, `datasets-server.` before the host of an endpoint over https; else the endpoint itself. */
export function viewerOf(hub: Hub): Hub {
  const endpoint = new URL(hub.endpoint.href.replace(/^https:\/\//, 'https://datasets-server.'));
  return { ...hub, endpoint, origin: endpoint.origin };
}

/**
 * The splits that the viewer shows of a data set, those for validation first.
 * @param name `owner/name`
 * @throws DataError `hub.noViewer` where it shows none; `hub.…`, `cancelled`
 */
export async function askSplits(viewer: Hub, name: string, signal?: AbortSignal): Promise<ViewerSplit[]> {
  const answer = await ask(viewer, 'splits', { dataset: name }, signal).catch((error: unknown) => {
    throw isWithout(error) ? new DataError('hub.noViewer', { host: viewer.endpoint.host, repo: name }, { cause: error }) : error;
  });
  const splits = readable(viewer, () =>
    asList(answer.splits, 'splits').flatMap((one): ViewerSplit[] => {
      const { config, split } = asObject(one, 'splits') as Fields;
      return typeof config === 'string' && typeof split === 'string' ? [{ config, split }] : [];
    }),
  );
  if (splits.length === 0) throw new DataError('hub.noViewer', { host: viewer.endpoint.host, repo: name });
  const rank = ({ split }: ViewerSplit): number => Number(!/val/i.test(split));
  return splits.sort((a, b) => rank(a) - rank(b));
}

/**
 * What a split holds and takes, from its first row and the viewer's listing.
 * @throws DataError `hub.noColumns`; `hub.…`, `cancelled`
 */
export async function askFacts(viewer: Hub, name: string, of: ViewerSplit, signal?: AbortSignal): Promise<ViewerFacts> {
  const page = await askPage(viewer, name, of, [0, 1], signal);
  const columns = readable(viewer, () => columnsOf(page));
  if (!columns) throw new DataError('hub.noColumns', { repo: name });
  const bytesPerRow = await sizeOf(viewer, name, of, signal);
  return { ...of, rows: totalOf(viewer, page), columns, partial: page.partial === true, ...(bytesPerRow !== undefined && { bytesPerRow }) };
}

/**
 * Rows from `offset` on that have an image and a label; fewer than asked where the viewer gives fewer.
 * @returns them, how many rows the answer was of, and how many the split has
 * @throws DataError `hub.…`, `cancelled`
 */
export async function askRows(viewer: Hub, name: string, { config, split, columns }: ViewerSplit & { columns: Columns }, [offset, length]: readonly [number, number], signal?: AbortSignal): Promise<{ rows: ViewerRow[]; given: number; total: number }> {
  const page = await askPage(viewer, name, { config, split }, [offset, length], signal);
  const rows = readable(viewer, () => asList(page.rows, 'rows', length));
  const found = rows.flatMap((one, i): ViewerRow[] => {
    const { row } = (typeof one === 'object' && one !== null ? one : {}) as { row?: unknown };
    const fields = (typeof row === 'object' && row !== null ? row : {}) as Fields;
    const label = labelOf(fields[columns.label], columns.names);
    const { src } = (typeof fields[columns.image] === 'object' && fields[columns.image] !== null ? fields[columns.image] : {}) as Fields;
    return label !== undefined && typeof src === 'string' && URL.canParse(src) ? [{ row: offset + i, src: new URL(src), label }] : [];
  });
  return { rows: found, given: rows.length, total: totalOf(viewer, page) };
}

/**
 * One image; from the viewer's own hosts only.
 * @throws DataError `hub.elsewhere` for any other; `hub.refused` where its link has expired; `hub.…`, `cancelled`
 */
export async function fetchImage(viewer: Hub, src: URL, name: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  if (!viewer.answersFrom(src)) throw new DataError('hub.elsewhere', { host: viewer.endpoint.host, elsewhere: src.host });
  return fetchHub({ ...viewer, origin: src.origin }, src, name, { limit: LARGEST_IMAGE, ...(signal && { signal }) });
}

async function ask(viewer: Hub, path: string, query: Record<string, string | number>, signal: AbortSignal | undefined): Promise<Fields> {
  const url = new URL(path, viewer.endpoint);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, String(value));
  const name = String(query.dataset);
  const bytes = await fetchHub(viewer, url, name, { limit: LARGEST_ANSWER, ...(signal && { signal }) });
  return readable(viewer, () => asObject(parseJson(bytes, name), path));
}

const askPage = (viewer: Hub, name: string, { config, split }: ViewerSplit, [offset, length]: readonly [number, number], signal: AbortSignal | undefined): Promise<Fields> =>
  ask(viewer, 'rows', { dataset: name, config, split, offset, length }, signal);

/** A data set that the viewer doesn't know, or couldn't read (404, 500, 501). */
const isWithout = (error: unknown): boolean => error instanceof DataError && (error.problem.code === 'hub.missing' || (error.problem.code === 'hub.status' && [500, 501].includes(Number(error.problem.values?.status))));

const readable = <T>(viewer: Hub, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw new DataError('hub.listing', { host: viewer.endpoint.host }, { cause: error });
  }
};

function totalOf(viewer: Hub, { num_rows_total: total }: Fields): number {
  if (!Number.isSafeInteger(total) || (total as number) < 0) throw new DataError('hub.listing', { host: viewer.endpoint.host });
  return total as number;
}

function columnsOf({ features }: Fields): Columns | undefined {
  const all = asList(features, 'features', 10_000).map((one) => {
    const { name, type } = asObject(one, 'features') as Fields;
    const { _type: kind, names } = (typeof type === 'object' && type !== null ? type : {}) as Fields;
    return { name: typeof name === 'string' ? name : '', kind, names: Array.isArray(names) && names.every((one) => typeof one === 'string') ? names : [] };
  });
  const image = all.find(({ kind }) => kind === 'Image');
  const known = LABELS.flatMap((label) => all.find(({ name, kind }) => name === label && (kind === 'ClassLabel' || kind === 'Value')) ?? []);
  const label = known[0] ?? all.find(({ kind }) => kind === 'ClassLabel');
  return image && label && { image: image.name, label: label.name, names: label.names };
}

/** −1 is the hub's "no label", as of test sets. */
function labelOf(value: unknown, names: readonly string[]): string | undefined {
  if (typeof value === 'string') return value || undefined;
  if (!Number.isSafeInteger(value) || (value as number) < 0) return undefined;
  return names[value as number] ?? String(value);
}

/** Mean bytes of a row as stored; the viewer may not have counted. */
async function sizeOf(viewer: Hub, name: string, { config, split }: ViewerSplit, signal: AbortSignal | undefined): Promise<number | undefined> {
  try {
    const { dataset_info: info } = await ask(viewer, 'info', { dataset: name, config }, signal);
    const { num_bytes: bytes, num_examples: rows } = asObject(asObject(asObject(info, 'dataset_info').splits, 'splits')[split], split) as Record<string, unknown>;
    return typeof bytes === 'number' && typeof rows === 'number' && bytes > 0 && rows > 0 ? bytes / rows : undefined;
  } catch (error) {
    if (error instanceof DataError && error.problem.code === 'cancelled') throw error;
    return undefined;
  }
}
