import { DataError } from './error';
import { parseJson } from './fetch';
import { asObject, type Fields } from './fields';
import { fetchHub, type Hub, type RemoteFile } from './hub';

/** What the hub says of a repository at one commit. */
export interface About {
  revision: string;
  /** As the hub writes it, `apache-2.0`; undefined where it states none. */
  licence?: string;
  /** Its files are shown only to those who agreed to its terms there. */
  gated: boolean;
}

/** Answers of the hub about a repository; a model card of a hundred languages is some 100 kB. */
const LARGEST_ANSWER = 4 * 2 ** 20;
/** A tree comes in pages of a thousand files. */
const MOST_PAGES = 5;

/** Networks are called `owner/name` here, data sets `datasets/owner/name`, as the hub's addresses have it. */
const apiOf = (repo: string): string => `api/${repo.startsWith('datasets/') ? '' : 'models/'}${repo}`;

/**
 * @param branch another one than the first, such as `refs/convert/parquet`
 * @throws DataError `hub.…`, `cancelled`
 */
export async function askAbout(hub: Hub, repo: string, { branch, signal }: { branch?: string; signal?: AbortSignal | undefined } = {}): Promise<About> {
  const path = branch === undefined ? apiOf(repo) : `${apiOf(repo)}/revision/${encodeURIComponent(branch)}`;
  const { json } = await ask(hub, new URL(path, hub.endpoint), repo, signal);
  const fields = readable(hub, () => asObject(json, repo));
  const { sha, gated } = fields;
  if (typeof sha !== 'string' || !/^[0-9a-f]{40}$/.test(sha)) throw new DataError('hub.listing', { host: hub.endpoint.host });
  const licence = licenceOf(fields);
  return { revision: sha, gated: gated === true || typeof gated === 'string', ...(licence && { licence }) };
}

/**
 * The files of a repository at one commit; those in folders too where `deep`, as far as the first pages of the list go.
 * @throws DataError `hub.…`, `cancelled`
 */
export async function listFiles(hub: Hub, repo: string, revision: string, { deep = false, signal }: { deep?: boolean; signal?: AbortSignal | undefined } = {}): Promise<RemoteFile[]> {
  const url = new URL(`${apiOf(repo)}/tree/${revision}${deep ? '?recursive=true' : ''}`, hub.endpoint);
  const files: RemoteFile[] = [];
  for (let page = 0; page < (deep ? MOST_PAGES : 1); page++) {
    const { json, link } = await ask(hub, url, repo, signal);
    files.push(...filesOf(hub, json, repo, revision));
    const next = /<[^>]*(\?[^>]*)>\s*;\s*rel="next"/.exec(link)?.[1];
    if (next === undefined || next === url.search) break;
    url.search = next;
  }
  return files;
}

async function ask(hub: Hub, url: URL, repo: string, signal: AbortSignal | undefined): Promise<{ json: unknown; link: string }> {
  let link = '';
  const bytes = await fetchHub(hub, url, repo, { limit: LARGEST_ANSWER, ...(signal && { signal }) }, ({ headers }) => (link = headers.get('link') ?? ''));
  return { json: readable(hub, () => parseJson(bytes, repo)), link };
}

const readable = <T>(hub: Hub, read: () => T): T => {
  try {
    return read();
  } catch (error) {
    throw new DataError('hub.listing', { host: hub.endpoint.host }, { cause: error });
  }
};

function filesOf(hub: Hub, listing: unknown, repo: string, revision: string): RemoteFile[] {
  if (!Array.isArray(listing)) throw new DataError('hub.listing', { host: hub.endpoint.host });
  return listing.flatMap((entry: unknown): RemoteFile[] => {
    if (typeof entry !== 'object' || entry === null) return [];
    const { type, path, size, lfs } = entry as Fields;
    if (type !== 'file' || typeof path !== 'string' || path === '' || !isSize(size)) return [];
    const { oid, size: large } = (typeof lfs === 'object' && lfs !== null ? lfs : {}) as Fields;
    const sha256 = typeof oid === 'string' && /^[0-9a-f]{64}$/i.test(oid) ? oid.toLowerCase() : undefined;
    return [{ repo, revision, path, bytes: sha256 && isSize(large) ? large : size, ...(sha256 && { sha256 }) }];
  });
}

const isSize = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function licenceOf({ cardData, tags }: Fields): string | undefined {
  const stated = typeof cardData === 'object' && cardData !== null ? (cardData as Fields).license : undefined;
  if (typeof stated === 'string' && stated !== '') return stated;
  if (Array.isArray(stated) && stated.length > 0 && stated.every((one) => typeof one === 'string')) return stated.join(', ');
  const tag: unknown = Array.isArray(tags) ? tags.find((one) => typeof one === 'string' && one.startsWith('license:')) : undefined;
  return typeof tag === 'string' ? tag.slice('license:'.length) : undefined;
}
