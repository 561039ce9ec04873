import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { HUGGING_FACE } from '../../data/hub';
import { type Download, downloadKey, pieceRange, type Pieces } from '../../data/pieces';
import { startHub } from './hub';

const PIECE = 1000;
const asked: Download = { endpoint: new URL(HUGGING_FACE).href, file: { repo: 'a/b', revision: 'c'.repeat(40), path: 'model.safetensors', bytes: 2500 }, piece: PIECE, unnamed: false, etag: '"1"', complete: false };

/** As the browser's storage, for one download that is begun. */
const stored = vi.hoisted(() => ({ about: undefined as Download | undefined, pieces: new Map<number, Blob>() }));
vi.mock('../../data/sampled', async (original) => ({ ...(await original()), openSamples: () => ({ list: async () => [] }) }));
vi.mock('../../data/pieces', async (original) => ({
  ...(await original()),
  openPieces: (): Partial<Pieces> => ({
    list: async () => (stored.about ? [{ ...stored.about, key: downloadKey(stored.about), have: PIECE * stored.pieces.size }] : []),
    put: async (about) => void (stored.about = about),
    piece: async (_, index) => stored.pieces.get(index),
    putPiece: async (_, index, piece) => void stored.pieces.set(index, piece),
    file: async () => new Blob([...stored.pieces.values()]),
    text: async () => undefined,
    forget: async () => {
      stored.about = undefined;
      stored.pieces.clear();
    },
  }),
}));

beforeEach(() => {
  stored.about = asked;
  stored.pieces = new Map([[0, new Blob([new Uint8Array(PIECE)])]]);
});
afterEach(() => void vi.unstubAllGlobals());

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

/** The hub with the file; what is asked for arrives when told, unless it is given up before. */
function serve(): { asked: number; arrive: () => void } {
  const waiting: (() => void)[] = [];
  const served = { asked: 0, arrive: () => waiting.splice(0).forEach((send) => send()) };
  vi.stubGlobal('fetch', (_: URL, { headers, signal }: { headers: { range: string }; signal: AbortSignal }) => {
    const index = Number(/bytes=(\d+)-/.exec(headers.range)![1]) / PIECE;
    const [from, to] = pieceRange(asked, index);
    served.asked++;
    return new Promise<Response>((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error));
      waiting.push(() => resolve(new Response(new Uint8Array(to - from + 1), { status: 206, headers: { etag: '"1"', 'content-range': `bytes ${from}-${to}/${asked.file.bytes}` } })));
    });
  });
  return served;
}

test('what is kept whole is opened', async () => {
  const hub = serve();
  const openNetwork = vi.fn(async () => {});
  const networks = startHub({ openNetwork, seen: () => true });
  const fetching = networks.fetch('a/b', false);
  await vi.waitFor(() => expect(hub.asked).toBe(2));
  hub.arrive();
  await fetching;
  expect(networks.state.getState().problem).toBeUndefined();
  expect(stored.about?.complete).toBe(true);
  expect(openNetwork).toHaveBeenCalledOnce();
});

test('forgetting a download under way stops it: nothing comes to lie there afterwards, and nothing is opened', async () => {
  const hub = serve();
  const openNetwork = vi.fn(async () => {});
  const networks = startHub({ openNetwork, seen: () => true });
  const fetching = networks.fetch('a/b', false);
  await vi.waitFor(() => expect(hub.asked).toBe(2));
  await networks.forget(networks.state.getState().stored!);
  hub.arrive();
  await fetching;
  await settled();
  expect(stored).toEqual({ about: undefined, pieces: new Map() });
  expect(networks.state.getState()).toMatchObject({ stored: [], fetching: undefined, problem: undefined });
  expect(openNetwork).not.toHaveBeenCalled();
});
