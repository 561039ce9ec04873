import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { download } from './download';
import { DataError } from './error';
import { hubAt, HUGGING_FACE } from './hub';
import { type Download, downloadKey, pieceRange, type Pieces, type StoredDownload } from './pieces';
import { codeOf } from './shippedModel.testing';

afterEach(() => void vi.unstubAllGlobals());

const PIECE = 1000;
const BYTES = 6400;
const content = Uint8Array.from({ length: BYTES }, (_, i) => (i * 7919) >> 3);
const hub = hubAt(HUGGING_FACE);
const wanted: Download = {
  endpoint: hub.endpoint.href,
  file: { repo: 'a/b', revision: 'c'.repeat(40), path: 'model.safetensors', bytes: BYTES, sha256: createHash('sha256').update(content).digest('hex') },
  piece: PIECE,
  unnamed: false,
  etag: null,
  complete: false,
};

/** As the browser's storage, for one file. */
function memory(): Pieces & { kept: Map<number, Blob>; about: Download | undefined } {
  const kept = new Map<number, Blob>();
  const storage = {
    kept,
    about: undefined as Download | undefined,
    list: async (): Promise<StoredDownload[]> => {
      const have = [...kept.keys()].map((index) => pieceRange(wanted, index)).reduce((sum, [from, to]) => sum + to - from + 1, 0);
      return storage.about ? [{ ...storage.about, key: downloadKey(wanted), have }] : [];
    },
    put: async (about: Download) => void (storage.about = about),
    piece: async (_: Download, index: number) => kept.get(index),
    putPiece: async (_: Download, index: number, piece: Blob) => void kept.set(index, piece),
    file: async () => new Blob([...kept].sort(([a], [b]) => a - b).map(([, blob]) => blob)),
    text: async () => undefined,
    putText: async () => {},
    forgetText: async () => {},
    forget: async () => {
      kept.clear();
      storage.about = undefined;
    },
  };
  return storage;
}

type Given = Partial<{ bytes: Uint8Array; etag: string; fail: Error; status: number }>;

/** The hub with the file; `change` says what is otherwise with a piece. */
function serve(change: (index: number) => Given = () => ({})): { asked: number[] } {
  const asked: number[] = [];
  vi.stubGlobal('fetch', async (_: URL, { headers, signal }: { headers: { range: string }; signal: AbortSignal }) => {
    const [from, to] = /bytes=(\d+)-(\d+)/.exec(headers.range)!.slice(1).map(Number) as [number, number];
    asked.push(from / PIECE);
    await Promise.resolve();
    signal.throwIfAborted();
    const { bytes = content, etag = '"1"', fail, status = 206 } = change(from / PIECE);
    if (fail) throw fail;
    return new Response(status === 206 ? bytes.slice(from, to + 1) : '', { status, headers: { etag, 'content-range': `bytes ${from}-${to}/${BYTES}` } });
  });
  return { asked };
}

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

describe('a download', () => {
  test('is what the hub has, each piece asked for once, with growing progress', async () => {
    const { asked } = serve();
    const storage = memory();
    const seen: number[] = [];
    const whole = await download(hub, storage, wanted, { onProgress: (bytes, total) => (expect(total).toBe(BYTES), seen.push(bytes)) });
    expect(await bytesOf(whole)).toEqual(content);
    expect(asked.sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(BYTES);
    expect(storage.about).toMatchObject({ complete: true, etag: '"1"' });
  });

  test('goes on where it broke off: what was kept is not asked for again', async () => {
    serve((index) => (index >= 4 ? { fail: new TypeError('Failed to fetch') } : {}));
    const storage = memory();
    expect(await codeOf(() => download(hub, storage, wanted))).toBe('hub.unreachable');
    expect([...storage.kept.keys()]).toEqual([0, 1, 2, 3]);
    const { asked } = serve();
    const seen: number[][] = [];
    expect(await bytesOf(await download(hub, storage, storage.about!, { onProgress: (...progress) => seen.push(progress) }))).toEqual(content);
    expect(asked.sort()).toEqual([4, 5, 6]);
    expect(seen[0]![0]).toBeGreaterThanOrEqual(4 * PIECE);
    expect(seen.at(-1)).toEqual([BYTES, BYTES, 2400]);
  });

  test('of another state of the file than before is given up, and nothing of it stays', async () => {
    const storage = memory();
    serve((index) => (index === 3 ? { etag: '"2"' } : {}));
    expect(await codeOf(() => download(hub, storage, wanted))).toBe('hub.changed');
    expect(storage.kept.size).toBe(0);
    serve((index) => (index === 2 ? { fail: new TypeError('Failed to fetch') } : {}));
    await codeOf(() => download(hub, storage, wanted));
    serve(() => ({ etag: '"2"' }));
    expect(await codeOf(() => download(hub, storage, storage.about!))).toBe('hub.changed');
    expect(storage.about).toBeUndefined();
  });

  test('with one wrong byte is refused, and nothing of it stays', async () => {
    const wrong = content.slice();
    wrong[5000]! ^= 1;
    serve(() => ({ bytes: wrong }));
    const storage = memory();
    expect(await codeOf(() => download(hub, storage, wanted))).toBe('hub.hash');
    expect(storage.kept.size).toBe(0);
  });

  test('that is cancelled keeps what has arrived', async () => {
    const controller = new AbortController();
    serve((index) => {
      if (index === 4) controller.abort();
      return {};
    });
    const storage = memory();
    expect(await codeOf(() => download(hub, storage, wanted, { signal: controller.signal }))).toBe('cancelled');
    expect(storage.kept.size).toBeGreaterThan(0);
    expect(storage.about?.complete).toBe(false);
    expect(await codeOf(() => download(hub, storage, wanted, { signal: AbortSignal.abort() }))).toBe('cancelled');
  });

  test('of which nothing arrives for a minute is given up with a sentence, and can go on', async () => {
    vi.useFakeTimers();
    try {
      const storage = memory();
      vi.stubGlobal('fetch', (_: URL, { signal }: RequestInit) => new Promise((_resolve, reject) => signal!.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))));
      const code = codeOf(() => download(hub, storage, wanted));
      await vi.advanceTimersByTimeAsync(61_000);
      expect(await code).toBe('hub.stalled');
    } finally {
      vi.useRealTimers();
    }
  });

  test('for which there is no room is not begun; a full disk in its middle keeps what is there', async () => {
    vi.stubGlobal('navigator', { storage: { estimate: async () => ({ quota: 8000, usage: 3000 }) } });
    const { asked } = serve();
    expect(await codeOf(() => download(hub, memory(), wanted))).toBe('hub.noRoom');
    expect(asked).toEqual([]);
    vi.unstubAllGlobals();
    serve();
    const storage = memory();
    const { putPiece } = storage;
    storage.putPiece = async (about, index, piece) => {
      if (index === 2) throw new DataError('hub.full');
      return putPiece(about, index, piece);
    };
    expect(await codeOf(() => download(hub, storage, wanted))).toBe('hub.full');
    expect([...storage.kept.keys()]).toEqual([0, 1]);
  });

  test('however often it breaks, the end is the same file', async () => {
    const fault = fc.constantFrom<Given>({ fail: new TypeError('x') }, { status: 503 }, { status: 429 });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(6), fault), { maxLength: 5 }), async (faults) => {
        const storage = memory();
        for (const [at, given] of faults) {
          serve((index) => (index === at ? given : {}));
          await codeOf(() => download(hub, storage, storage.about ?? wanted));
        }
        serve();
        expect(await bytesOf(await download(hub, storage, storage.about ?? wanted))).toEqual(content);
      }),
      { numRuns: 40 },
    );
  });
});
