import { beforeEach, expect, test, vi } from 'vitest';
import { type Download, openPieces } from './pieces';

/** As the browser's storage. */
const stored = vi.hoisted(() => new Map<string, unknown>());
vi.mock('idb-keyval', () => ({
  createStore: () => undefined,
  get: async (key: string) => stored.get(key),
  getMany: async (keys: string[]) => keys.map((key) => stored.get(key)),
  keys: async () => [...stored.keys()],
  del: async (key: string) => void stored.delete(key),
  delMany: async (keys: string[]) => keys.forEach((key) => stored.delete(key)),
}));
vi.mock('./database', async (original) => ({ ...(await original()), putIn: async (_: unknown, key: string, value: unknown) => void stored.set(key, value) }));

const of = (path: string, bytes = 2500): Download => ({ endpoint: 'https://hub/', file: { repo: 'a/b', revision: 'c', path, bytes }, piece: 1000, unnamed: false, etag: null, complete: false });
const piece = (bytes: number) => new Blob([new Uint8Array(bytes)]);

beforeEach(() => stored.clear());

test('a download is listed with the bytes that are there of it, and not with those of one whose path begins alike', async () => {
  const pieces = openPieces();
  for (const path of ['x', 'x 1']) await pieces.put(of(path));
  await pieces.putPiece(of('x'), 0, piece(1000));
  await pieces.putPiece(of('x'), 2, piece(500));
  await pieces.putPiece(of('x 1'), 1, piece(1000));
  expect((await pieces.list()).map(({ file, have }) => [file.path, have])).toEqual([['x', 1500], ['x 1', 1000]]);
});

test('forgetting leaves nothing of it, however many pieces it should have, and the rest as it is', async () => {
  const pieces = openPieces();
  for (const path of ['x', 'x 1']) {
    await pieces.put(of(path));
    for (const index of [0, 1, 7]) await pieces.putPiece(of(path), index, piece(1000));
  }
  await pieces.putText('a/b', 'names');
  await pieces.forget(of('x', 900));
  expect([...stored.keys()]).toEqual(['about a/b@c/x 1', 'piece a/b@c/x 1 0', 'piece a/b@c/x 1 1', 'piece a/b@c/x 1 7', 'text a/b']);
});
