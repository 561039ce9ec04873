import { DataError } from './error';

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
  const own = url.origin === ownOrigin(url);
  if (!own && !consents(options.consent, url)) throw new DataError('data.host', { file: name, host: url.host || url.protocol });
  try {
    const response = await fetch(url, { ...(own ? SAME_ORIGIN : ELSEWHERE), signal: options.signal });
    if (response.type === 'opaqueredirect') throw new DataError('data.redirect', { file: name });
    checkAnswer(response, name, own);
    return await readBody(response, name, options);
  } catch (error) {
    if (error instanceof DataError) throw error;
    if (options.signal?.aborted) throw new DataError('cancelled', {}, { cause: error });
    throw new DataError('data.network', { file: name }, { cause: error });
  }
}

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
  void response.body?.cancel().catch(() => {});
  if (response.status === 404 || response.ok) throw new DataError('data.missing', { file: name });
  throw new DataError('data.status', { file: name, status: response.status });
}

async function readBody(response: Response, name: string, { bytes, limit = LIMIT, onProgress, signal }: FetchOptions): Promise<ArrayBuffer> {
  const announced = announcedLength(response);
  if (bytes === undefined && announced !== undefined && announced > limit) {
    void response.body?.cancel().catch(() => {});
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
