import { DataError } from './error';

/** Another site that the person asked to fetch from. */
export interface Site {
  origin: string;
  /** Whether an answer may come from there: the site itself, and where it keeps large files. */
  answersFrom(url: URL): boolean;
}

export interface FetchOptions {
  /** What the manifest promises; anything else is refused, at the latest when one byte too many arrives. */
  bytes?: number;
  /** Most bytes taken where none are promised. */
  limit?: number;
  /** Bytes so far, and of all where known, else 0. */
  onProgress?: (bytes: number, total: number) => void;
  signal?: AbortSignal;
  /** Another site's address that the person asked for, in full; only this very address is fetched, and for this request only. */
  consent?: URL;
  /** Another site that the person asked for as a whole; where it leads on, only to where it says, and the answer from anywhere else is not read. */
  site?: Site;
  /** First and last byte wanted; only of a `site`. */
  range?: readonly [from: number, to: number];
}

const LIMIT = 64 * 2 ** 20;

/**
 * The one way of the project to fetch: from the page's own origin only, redirects included. Another site is asked only with `consent` to
 * this very address, and learns of the person no more than that the file was fetched: no cookie, no referrer. Where it leads on to
 * another address, that one is not followed.
 * @param name how errors call the file, in `values.file`
 * @throws DataError `data.host`, `data.network`, `data.missing` (404, or a page of HTML in its own site's place), `data.status`, `data.redirect`, `data.length`, `data.tooLarge`, `cancelled`
 */
export async function fetchBytes(url: URL, name: string, options: FetchOptions = {}): Promise<ArrayBuffer> {
  return told(name, options, async () => {
    const response = await ask(url, name, options);
    checkAnswer(response, name, url.origin === ownOrigin(url));
    return readBody(response, name, options);
  });
}

/**
 * The same from a `site`, which may lead on to where it says that it keeps files. A browser hides where it is led until it is there: an
 * answer from anywhere else is dropped unread. Answers other than 200 and 206 are the caller's to tell.
 * @param judge throws where the answer isn't wanted, before its body is read
 * @throws DataError `data.host`, `data.elsewhere`, `data.network`, `data.length`, `data.tooLarge`, `cancelled`; whatever `judge` throws
 */
export async function fetchFrom(site: Site, url: URL, name: string, judge: (answer: Response) => void, options: Omit<FetchOptions, 'consent' | 'site'> = {}): Promise<ArrayBuffer> {
  return told(name, options, async () => {
    const response = await ask(url, name, { ...options, site });
    try {
      judge(response);
    } catch (error) {
      drop(response);
      throw error;
    }
    return readBody(response, name, options);
  });
}

async function ask(url: URL, name: string, { consent, site, range, signal }: FetchOptions): Promise<Response> {
  const own = url.origin === ownOrigin(url);
  const allowed = site ? url.origin === site.origin : own || consents(consent, url);
  if (!allowed) throw new DataError('data.host', { file: name, host: url.host || url.protocol });
  const headers = range && { range: `bytes=${range[0]}-${range[1]}` };
  const response = await fetch(url, { ...(site ? { ...ELSEWHERE, redirect: 'follow' } : own ? SAME_ORIGIN : ELSEWHERE), signal, ...(headers && { headers }) });
  if (response.type === 'opaqueredirect') throw new DataError('data.redirect', { file: name });
  const answering = new URL(response.url || url);
  if (site && !site.answersFrom(answering)) {
    drop(response);
    throw new DataError('data.elsewhere', { file: name, host: url.host, elsewhere: answering.host });
  }
  return response;
}

/** A failure of the browser's as one that a person is told. */
async function told<T>(name: string, { signal }: FetchOptions, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DataError) throw error;
    if (signal?.aborted) throw new DataError('cancelled', {}, { cause: error });
    throw new DataError('data.network', { file: name }, { cause: error });
  }
}

const drop = (response: Response): void => void response.body?.cancel().catch(() => {});

/** @throws DataError as `fetchBytes`, and `data.notJson` */
export async function fetchJson(url: URL, name: string, options?: FetchOptions): Promise<unknown> {
  return parseJson(await fetchBytes(url, name, options), name);
}

/** @throws DataError `data.notJson` */
export function parseJson(bytes: ArrayBuffer, name: string): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new DataError('data.notJson', { file: name });
  }
}

const SAME_ORIGIN: RequestInit = { mode: 'same-origin', credentials: 'same-origin' };
const ELSEWHERE: RequestInit = { mode: 'cors', credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'manual', cache: 'no-store' };

function consents(consent: URL | undefined, { href, protocol }: URL): boolean {
  return consent?.href === href && (protocol === 'https:' || protocol === 'http:');
}

/** Of the page or its worker; outside a browser there is none, and nothing to protect. */
function ownOrigin(url: URL): string {
  const origin = globalThis.location?.origin;
  return origin && origin !== 'null' ? origin : url.origin;
}

/** Servers of single-page apps answer 200 with their page where a file is missing; what another site sends is judged by whoever reads it. */
function checkAnswer(response: Response, name: string, own: boolean): void {
  const html = own && response.headers.get('content-type')?.startsWith('text/html');
  if (response.ok && !html) return;
  drop(response);
  if (response.status === 404 || response.ok) throw new DataError('data.missing', { file: name });
  throw new DataError('data.status', { file: name, status: response.status });
}

async function readBody(response: Response, name: string, { bytes, limit = LIMIT, onProgress, signal }: FetchOptions): Promise<ArrayBuffer> {
  const announced = announcedLength(response);
  if (bytes === undefined && announced !== undefined && announced > limit) {
    drop(response);
    throw new DataError('data.tooLarge', { file: name, limit });
  }
  const chunks: Uint8Array[] = [];
  let received = 0;
  const reader = response.body?.getReader();
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    received += part.value.length;
    if (received > (bytes ?? limit)) break;
    chunks.push(part.value);
    onProgress?.(received, bytes ?? announced ?? 0);
  }
  void reader?.cancel().catch(() => {});
  signal?.throwIfAborted();
  if (bytes === undefined && received > limit) throw new DataError('data.tooLarge', { file: name, limit });
  const expected = bytes ?? announced ?? received;
  if (received !== expected) throw new DataError('data.length', { file: name, bytes: received, expected });
  return join(chunks, received);
}

/** Content-Length, which counts compressed bytes where the answer is compressed. */
function announcedLength(response: Response): number | undefined {
  const length = Number(response.headers.get('content-length') || NaN);
  return Number.isSafeInteger(length) && !response.headers.has('content-encoding') ? length : undefined;
}

function join(chunks: readonly Uint8Array[], bytes: number): ArrayBuffer {
  const joined = new Uint8Array(bytes);
  let offset = 0;
  for (const chunk of chunks) {
    joined.set(chunk, offset);
    offset += chunk.length;
  }
  return joined.buffer;
}
