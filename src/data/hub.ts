import { DataError } from './error';
import { fetchFrom, type FetchOptions, type Site } from './fetch';

/** The Hugging Face hub, or a mirror that answers as it does. */
export interface Hub extends Site {
  /** With a closing slash. */
  endpoint: URL;
}

export const HUGGING_FACE = 'https://huggingface.co';

/** A file of a repository at one commit, which can't change. */
export interface RemoteFile {
  /** From the endpoint's root: `owner/name`, of a data set `datasets/owner/name`. */
  repo: string;
  /** Commit, 40 hex digits. */
  revision: string;
  path: string;
  bytes: number;
  /** Lower-case hex; the hub states it of large files only. */
  sha256?: string;
}

export const LARGEST_CONFIG = 4 * 2 ** 20;
/** Where the hub keeps large files (hf.co: `cdn-lfs.hf.co`, `cas-bridge.xethub.hf.co`). */
const STORAGE = ['huggingface.co', 'hf.co'];

/**
 * The hub at an address that a person may have typed. Large files may come from the hub's own storage, from the endpoint and from hosts under it.
 * @throws DataError `hub.endpoint`
 */
export function hubAt(address: string): Hub {
  const typed = address.trim();
  const complete = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  const endpoint = /\s/.test(typed) || !URL.canParse(complete) ? undefined : new URL(complete);
  const local = endpoint?.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(endpoint.hostname);
  if (!endpoint || !(endpoint.protocol === 'https:' || local) || endpoint.username || endpoint.password || !/[.:]|^localhost$/.test(endpoint.hostname)) {
    throw new DataError('hub.endpoint', { address: typed.slice(0, 80) });
  }
  endpoint.search = '';
  endpoint.hash = '';
  if (!endpoint.pathname.endsWith('/')) endpoint.pathname += '/';
  const under = [endpoint.hostname, ...STORAGE];
  const answersFrom = ({ origin, protocol, hostname, port }: URL): boolean =>
    origin === endpoint.origin || (protocol === 'https:' && port === '' && under.some((host) => hostname === host || hostname.endsWith(`.${host}`)));
  return { endpoint, origin: endpoint.origin, answersFrom };
}

/**
 * `owner/name` (or an old repository's `name`) of what a person typed: the id, or an address of one of its pages; of a data set also
 * with `datasets/` before it. Undefined where it is none.
 */
export function repoOf(text: string, kind: 'network' | 'data set' = 'network'): string | undefined {
  const typed = text.trim().replace(/^(hf-hub|hf_hub|timm):\/*/i, '');
  const whole = /^[a-z]+:\/\//i.test(typed) && URL.canParse(typed) ? new URL(typed).pathname.slice(1) : undefined;
  const own = kind === 'network' ? (whole ?? typed) : (whole ?? typed).replace(/^datasets\//, '');
  const path = whole === undefined ? own : own.split('/').slice(0, 2).join('/');
  const known = /^([\w-][\w.-]{0,95}\/)?[\w-][\w.-]{0,95}$/.test(path) && !path.includes('..') && !path.endsWith('.git');
  return known ? path : undefined;
}

/** What a person is told of a file. */
export const placeOf = ({ repo, path }: Pick<RemoteFile, 'repo' | 'path'>): string => `${repo}/${path}`;

/** As problems state sizes: millions of bytes, rounded up. */
export const megabytes = (bytes: number): number => Math.ceil(bytes / 1e6);

const addressOf = (hub: Hub, { repo, revision, path }: Pick<RemoteFile, 'repo' | 'revision' | 'path'>): URL =>
  new URL(`${repo}/resolve/${revision}/${path.split('/').map(encodeURIComponent).join('/')}`, hub.endpoint);

/** @throws DataError `hub.…`, `cancelled` */
export async function fetchWhole(hub: Hub, file: RemoteFile, signal?: AbortSignal): Promise<ArrayBuffer> {
  return fetchHub(hub, addressOf(hub, file), placeOf(file), { bytes: file.bytes, ...(signal && { signal }) });
}

/**
 * A small file of a repository as it is now.
 * @throws DataError `hub.…`, `cancelled`
 */
export async function fetchSmall(hub: Hub, repo: string, path: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  return fetchHub(hub, addressOf(hub, { repo, revision: 'main', path }), placeOf({ repo, path }), { limit: LARGEST_CONFIG, ...(signal && { signal }) });
}

/** A piece as it arrived, and what the server calls the file's state; null where it doesn't say, or not to pages. */
export interface Piece {
  bytes: ArrayBuffer;
  etag: string | null;
}

/**
 * Bytes `from` to `to` of a file, both included.
 * @throws DataError `hub.changed` where the file has another length by now; `hub.short`, `hub.noPieces`, `hub.…`, `cancelled`
 */
export async function fetchPiece(hub: Hub, file: RemoteFile, [from, to]: readonly [number, number], options: Pick<FetchOptions, 'onProgress' | 'signal'> = {}): Promise<Piece> {
  const name = placeOf(file);
  let etag: string | null = null;
  const judge = ({ status, headers }: Response): void => {
    const whole = from === 0 && to === file.bytes - 1;
    if (status !== 206 && !(status === 200 && whole)) throw new DataError('hub.noPieces', { host: hub.endpoint.host });
    etag = headers.get('etag');
    const placed = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(headers.get('content-range') ?? '');
    if (!placed) return;
    const [first, last, all] = placed.slice(1).map(Number);
    if (!Number.isNaN(all) && all !== file.bytes) throw new DataError('hub.changed', { file: name });
    if (first !== from || last !== to) throw new DataError('hub.short', { file: name, bytes: Math.max(0, last! - first! + 1), expected: to - from + 1 });
  };
  const bytes = await fetchHub(hub, addressOf(hub, file), name, { ...options, bytes: to - from + 1, range: [from, to] }, judge);
  return { bytes, etag };
}

/**
 * Asks the hub; `judge` sees an answer that it gave gladly before its body is read.
 * @throws DataError `hub.…`, `cancelled`
 */
export async function fetchHub(hub: Hub, url: URL, name: string, options: Omit<FetchOptions, 'consent' | 'site'>, judge: (answer: Response) => void = () => {}): Promise<ArrayBuffer> {
  const { host } = hub.endpoint;
  let begun = false;
  const judgeAll = (response: Response): void => {
    refuse(response, host, name);
    judge(response);
    begun = true;
  };
  try {
    return await fetchFrom(hub, url, name, judgeAll, options);
  } catch (error) {
    throw hubError(error, { host, name, begun });
  }
}

function refuse({ status, ok, headers }: Response, host: string, name: string): void {
  if (ok) return;
  if (status === 401 || status === 403) throw new DataError('hub.refused', { host, file: name, status });
  if (status === 404) throw new DataError('hub.missing', { host, file: name });
  if (status === 416) throw new DataError('hub.changed', { file: name });
  if (status === 429) {
    const seconds = secondsUntil(headers.get('retry-after'));
    throw new DataError(seconds === undefined ? 'hub.busy' : 'hub.busyFor', { host, seconds: seconds ?? 0 });
  }
  throw new DataError('hub.status', { host, file: name, status });
}

/** Retry-After, seconds or a date (RFC 9110 §10.2.3), as whole seconds from `now` in ms; undefined where it says nothing that can be used. */
export function secondsUntil(header: string | null, now = Date.now()): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const date = /[a-z]{3}/i.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - now) / 1000));
}

function hubError(error: unknown, { host, name, begun }: { host: string; name: string; begun: boolean }): unknown {
  const { code, values } = (error as DataError).problem ?? {};
  if (code === 'data.length') return new DataError('hub.short', { file: name, bytes: values!.bytes!, expected: values!.expected! }, { cause: error });
  if (code === 'data.tooLarge') return new DataError('hub.listing', { host }, { cause: error });
  if (code === 'data.elsewhere') return new DataError('hub.elsewhere', { host, elsewhere: values!.elsewhere! }, { cause: error });
  if (code !== 'data.network') return error;
  if (globalThis.navigator?.onLine === false) return new DataError('hub.offline', {}, { cause: error });
  return new DataError(begun ? 'hub.broken' : 'hub.unreachable', { host, file: name }, { cause: error });
}
