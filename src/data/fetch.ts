import { DataError } from './error';

export interface FetchOptions {
  /** What the manifest promises; anything else is refused, at the latest when one byte too many arrives. */
  bytes?: number;
  /** Most bytes taken where none are promised. */
  limit?: number;
  /** Bytes so far, and of all where known, else 0. */
  onProgress?: (bytes: number, total: number) => void;
  signal?: AbortSignal;
}

const LIMIT = 64 * 2 ** 20;

/**
 * The one way of the project to fetch: from the page's own origin only, redirects included.
 * @param name how errors call the file, in `values.file`
 * @throws DataError `data.host`, `data.network`, `data.missing` (404, or a page of HTML in its place), `data.status`, `data.length`, `data.tooLarge`, `cancelled`
 */
export async function fetchBytes(url: URL, name: string, options: FetchOptions = {}): Promise<ArrayBuffer> {
  if (url.origin !== ownOrigin(url)) throw new DataError('data.host', { file: name, host: url.host || url.protocol });
  try {
    const response = await fetch(url, { mode: 'same-origin', credentials: 'same-origin', signal: options.signal });
    checkAnswer(response, name);
    return await readBody(response, name, options);
  } catch (error) {
    if (error instanceof DataError) throw error;
    if (options.signal?.aborted) throw new DataError('cancelled', {}, { cause: error });
    throw new DataError('data.network', { file: name }, { cause: error });
  }
}

/** @throws DataError as `fetchBytes`, and `data.notJson` */
export async function fetchJson(url: URL, name: string, options?: FetchOptions): Promise<unknown> {
  const bytes = await fetchBytes(url, name, options);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new DataError('data.notJson', { file: name });
  }
}

/** Of the page or its worker; outside a browser there is none, and nothing to protect. */
function ownOrigin(url: URL): string {
  const origin = globalThis.location?.origin;
  return origin && origin !== 'null' ? origin : url.origin;
}

/** Servers of single-page apps answer 200 with their page where a file is missing. */
function checkAnswer(response: Response, name: string): void {
  const html = response.headers.get('content-type')?.startsWith('text/html');
  if (response.ok && !html) return;
  void response.body?.cancel().catch(() => {});
  if (response.status === 404 || response.ok) throw new DataError('data.missing', { file: name });
  throw new DataError('data.status', { file: name, status: response.status });
}

async function readBody(response: Response, name: string, { bytes, limit = LIMIT, onProgress, signal }: FetchOptions): Promise<ArrayBuffer> {
  const announced = announcedLength(response);
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
