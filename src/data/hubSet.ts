import { DataError } from './error';
import type { Hub, RemoteFile } from './hub';
import { askAbout, listFiles } from './hubListing';

/** A labelled set of the hub, as far as its listings tell; none of its images is fetched for it. */
export interface HubSet {
  /** `datasets/owner/name` */
  repo: string;
  licence?: string;
  /** In the order of their names, those for validation first. */
  splits: SetSplit[];
}

/** Parquet files that belong together, in the order of their names. */
export interface SetSplit {
  /** `validation`, with the configuration before it where there are several: `320px/validation`. */
  name: string;
  files: RemoteFile[];
}

/** Where the hub puts what it converts to parquet itself. */
const CONVERTED = 'refs/convert/parquet';

/**
 * Lists a data set's parquet files: its own, else those that the hub made of it.
 * @param name `owner/name`
 * @throws DataError `hub.gated` where the hub asks for consent first; `hub.noParquet`, `hub.…`, `cancelled`
 */
export async function findSet(hub: Hub, name: string, signal?: AbortSignal): Promise<HubSet> {
  const repo = `datasets/${name}`;
  const { revision, licence, gated } = await askAbout(hub, repo, { signal });
  if (gated) throw new DataError('hub.gated', { host: hub.endpoint.host, repo: name });
  const own = parquetOf(await listFiles(hub, repo, revision, { deep: true, signal }));
  const files = own.length > 0 ? own : await converted(hub, repo, signal);
  if (files.length === 0) throw new DataError('hub.noParquet', { repo: name });
  return { repo, ...(licence && { licence }), splits: splitsOf(files) };
}

const parquetOf = (files: readonly RemoteFile[]): RemoteFile[] => files.filter(({ path, bytes }) => /\.parquet$/i.test(path) && bytes > 0);

/** A set without that branch has none. */
async function converted(hub: Hub, repo: string, signal: AbortSignal | undefined): Promise<RemoteFile[]> {
  try {
    const { revision } = await askAbout(hub, repo, { branch: CONVERTED, signal });
    return parquetOf(await listFiles(hub, repo, revision, { deep: true, signal }));
  } catch (error) {
    if (error instanceof DataError && error.problem.code === 'hub.missing') return [];
    throw error;
  }
}

function splitsOf(files: readonly RemoteFile[]): SetSplit[] {
  const splits = new Map<string, RemoteFile[]>();
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const name = splitOf(file.path);
    splits.set(name, [...(splits.get(name) ?? []), file]);
  }
  const rank = (name: string): number => Number(!/val/i.test(name));
  return [...splits].map(([name, own]) => ({ name, files: own })).sort((a, b) => rank(a.name) - rank(b.name) || (a.name < b.name ? -1 : 1));
}

/** `data/train-00000-of-00002-1a2b.parquet` is train; so is `default/train/0000.parquet`, as the hub converts. */
export function splitOf(path: string): string {
  const folders = path.replace(/\.parquet$/i, '').split('/');
  const last = folders.pop()!;
  const numbered = /^(part[-_])?\d+$/i.test(last);
  const split = (numbered && folders.pop()) || last.replace(/[-_.]\d+([-_]of[-_]\d+)?([-_.].*)?$/i, '');
  return [...folders.filter((folder) => folder !== 'data' && folder !== 'default'), split].join('/');
}
