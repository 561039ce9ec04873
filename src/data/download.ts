import type { createSHA256 } from 'hash-wasm';
import { DataError } from './error';
import { fetchPiece, type Hub, type Piece, placeOf } from './hub';
import { type Download, downloadKey, pieceCount, pieceRange, type Pieces } from './pieces';
import { checkRoom } from './room';
import { onSilence, SILENCE_MS } from './silence';

export interface DownloadOptions {
  /** Bytes that are there or on their way, of all, and of them those that were fetched by this call. */
  onProgress?: (bytes: number, total: number, fetched: number) => void;
  signal?: AbortSignal;
}

/** So many pieces are on their way at a time, so that asking doesn't hold up what arrives. */
const AT_ONCE = 3;

/**
 * Fetches what is missing of a file, piece by piece, and keeps each as soon as it is whole; what an earlier call kept isn't asked for again.
 * Length and hash are checked before it is called complete. After a failure the pieces stay, unless the file changed or its hash is wrong:
 * then all go, since nobody can say which are right.
 * @throws DataError `hub.…`, `cancelled`
 */
export async function download(hub: Hub, pieces: Pieces, asked: Download, { onProgress = () => {}, signal }: DownloadOptions = {}): Promise<Blob> {
  const { file } = asked;
  const count = pieceCount(asked);
  const stop = new AbortController();
  let stalled = false;
  const stopWaiting = onSilence(() => {
    stalled = true;
    stop.abort();
  });
  const follow = (): void => stop.abort();
  signal?.addEventListener('abort', follow, { once: true });
  const arrived = new Map<number, number>();
  let kept = 0;
  const say = (): void => {
    const fetched = [...arrived.values()].reduce((sum, bytes) => sum + bytes, 0);
    stopWaiting.heard();
    onProgress(Math.min(kept + fetched, file.bytes), file.bytes, fetched);
  };
  const take = async (index: number): Promise<Piece | Blob> => {
    const there = await pieces.piece(asked, index);
    if (there) return there;
    stop.signal.throwIfAborted();
    const onBytes = (bytes: number): void => {
      arrived.set(index, bytes);
      say();
    };
    return fetchPiece(hub, file, pieceRange(asked, index), { onProgress: onBytes, signal: stop.signal });
  };
  const ahead = new Map<number, Promise<Piece | Blob>>();
  const begin = (index: number): void => {
    if (index >= count || ahead.has(index)) return;
    const taken = take(index);
    taken.catch(() => {});
    ahead.set(index, taken);
  };
  try {
    if (signal?.aborted) throw new DataError('cancelled');
    kept = (await pieces.list()).find(({ key }) => key === downloadKey(asked))?.have ?? 0;
    await checkRoom(placeOf(file), file.bytes - kept);
    const hash = file.sha256 === undefined ? undefined : await newHash();
    let current = asked;
    for (let index = 0; index < count; index++) {
      for (let next = index; next < index + AT_ONCE; next++) begin(next);
      const taken = await ahead.get(index)!;
      ahead.delete(index);
      if (!(taken instanceof Blob)) current = await keepPiece(pieces, current, index, taken);
      hash?.update(new Uint8Array(taken instanceof Blob ? await taken.arrayBuffer() : taken.bytes));
      say();
      if (signal?.aborted) throw new DataError('cancelled');
    }
    if (hash && hash.digest('hex') !== file.sha256) throw new DataError('hub.hash', { file: placeOf(file) });
    const whole = await pieces.file(current);
    if (whole.size !== file.bytes) throw new DataError('hub.short', { file: placeOf(file), bytes: whole.size, expected: file.bytes });
    await pieces.put({ ...current, complete: true });
    return whole;
  } catch (error) {
    if (signal?.aborted) throw new DataError('cancelled', {}, { cause: error });
    if (stalled) throw new DataError('hub.stalled', { host: hub.endpoint.host, seconds: SILENCE_MS / 1000 }, { cause: error });
    const code = error instanceof DataError ? error.problem.code : '';
    if (code === 'hub.changed' || code === 'hub.hash') await pieces.forget(asked);
    throw error;
  } finally {
    stopWaiting.end();
    stop.abort();
    signal?.removeEventListener('abort', follow);
  }
}

/** All pieces are of one state of the file, where the server tells its states. */
async function keepPiece(pieces: Pieces, download: Download, index: number, { bytes, etag }: Piece): Promise<Download> {
  if (etag !== null && download.etag !== null && etag !== download.etag) throw new DataError('hub.changed', { file: placeOf(download.file) });
  const known = download.etag === null && etag !== null ? { ...download, etag } : download;
  if (known !== download || index === 0) await pieces.put(known);
  await pieces.putPiece(known, index, new Blob([bytes]));
  return known;
}

async function newHash(): ReturnType<typeof createSHA256> {
  return (await import('hash-wasm')).createSHA256();
}
