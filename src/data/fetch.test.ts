import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SHIPPED, shippedFile } from '../../tools/shipped';
import type { FileEntry } from '../contracts';
import { fetchBytes, fetchFrom } from './fetch';
import { fetchModelIndex } from './modelIndex';
import { openModelFolder } from './modelFolder';
import { codeOf } from './shippedModel.testing';

const PAGE = 'http://localhost:4173';
const BASE = `${PAGE}/models/${SHIPPED}/`;

type Answer = (path: string) => Response | Promise<Response>;

function fromDisk(path: string): Response {
  return new Response(readFileSync(new URL(`../../public${path}`, import.meta.url)));
}

const asked: string[] = [];
let answer: Answer = fromDisk;

beforeEach(() => {
  asked.length = 0;
  answer = fromDisk;
  vi.stubGlobal('fetch', async (url: URL, options: RequestInit) => {
    expect(options.mode).toBe('same-origin');
    options.signal?.throwIfAborted();
    asked.push(url.pathname);
    return answer(url.pathname);
  });
});
afterEach(() => vi.unstubAllGlobals());

const bytesOf = (...values: number[]) => new Response(Uint8Array.from(values));
const get = (options = {}) => fetchBytes(new URL('a.bin', BASE), 'a.bin', options);

describe('fetchBytes', () => {
  test('no other host is asked', async () => {
    vi.stubGlobal('location', new URL(PAGE));
    for (const url of ['http://localhost:1/a', 'https://localhost:4173/a', 'data:text/plain,x', 'blob:http://example.org/1']) {
      expect(await codeOf(() => fetchBytes(new URL(url), 'a'))).toBe('data.host');
    }
    vi.stubGlobal('location', new URL('https://page.example/app/'));
    expect(await codeOf(get)).toBe('data.host');
    expect(await codeOf(() => openModelFolder(BASE))).toBe('data.host');
    expect(asked).toEqual([]);
  });

  test('of another site that was asked for only that site is asked', async () => {
    vi.stubGlobal('location', new URL(PAGE));
    const site = { origin: 'https://hub.example', answersFrom: () => true };
    for (const url of ['https://example.org/a', 'http://hub.example/a', `${PAGE}/a`]) {
      expect(await codeOf(() => fetchFrom(site, new URL(url), 'a', () => {}))).toBe('data.host');
    }
    expect(asked).toEqual([]);
  });

  test.each<[string, Answer]>([
    ['data.missing', () => new Response('no', { status: 404 })],
    ['data.missing', () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html; charset=utf-8' } })],
    ['data.status', () => new Response('no', { status: 503 })],
    ['data.network', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['data.length', () => bytesOf(1, 2, 3)],
    ['data.length', () => bytesOf(1, 2, 3, 4, 5)],
    ['data.length', () => new Response(null)],
    ['none', () => bytesOf(1, 2, 3, 4)],
  ])('%s where 4 bytes are promised', async (code, given) => {
    answer = given;
    expect(await codeOf(() => get({ bytes: 4 }))).toBe(code);
  });

  test('an answer shorter than its Content-Length is refused, a compressed one is not measured by it', async () => {
    answer = () => new Response(Uint8Array.of(1), { headers: { 'content-length': '2' } });
    expect(await codeOf(get)).toBe('data.length');
    answer = () => new Response(Uint8Array.of(1), { headers: { 'content-length': '2', 'content-encoding': 'gzip' } });
    expect((await get()).byteLength).toBe(1);
  });

  test('an endless answer ends at the limit', async () => {
    answer = () => new Response(new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(1000)) }));
    expect(await codeOf(() => get({ limit: 10_000 }))).toBe('data.tooLarge');
    expect(await codeOf(() => get({ bytes: 4500 }))).toBe('data.length');
  });

  test('progress counts bytes up to the total', async () => {
    const parts = [new Uint8Array(3), new Uint8Array(5)];
    answer = () => new Response(new ReadableStream({ start: (stream) => (parts.forEach((part) => stream.enqueue(part)), stream.close()) }));
    const seen: number[][] = [];
    await get({ bytes: 8, onProgress: (...progress: number[]) => seen.push(progress) });
    expect(seen).toEqual([[3, 8], [8, 8]]);
  });

  test('cancelled before and during', async () => {
    expect(await codeOf(() => get({ signal: AbortSignal.abort() }))).toBe('cancelled');
    const controller = new AbortController();
    answer = () => new Response(new ReadableStream({ pull: (stream) => (controller.abort(), stream.error(new DOMException('aborted', 'AbortError'))) }));
    expect(await codeOf(() => get({ signal: controller.signal }))).toBe('cancelled');
  });
});

describe('openModelFolder', () => {
  const open = () => openModelFolder(BASE);

  test('reads only model.json, then what is asked for', async () => {
    const folder = await open();
    expect(folder.manifest.id).toBe(SHIPPED);
    expect(asked).toEqual([`/models/${SHIPPED}/model.json`]);
    const golden = await folder.file('golden.safetensors');
    expect(golden.byteLength).toBe(folder.manifest.files['golden.safetensors']?.bytes);
  });

  test('every listed file has the length and hash it is listed with', async () => {
    const { file, manifest } = await open();
    for (const name of Object.keys(manifest.files)) await file(name as keyof typeof manifest.files);
    expect(asked).toHaveLength(1 + Object.keys(manifest.files).length);
  });

  test('a changed byte, a cut file, an unlisted file', async () => {
    const { file, manifest } = await open();
    const golden = shippedFile('golden.safetensors');
    golden[5000] ^= 1;
    answer = () => new Response(golden);
    expect(await codeOf(() => file('golden.safetensors'))).toBe('data.hash');
    answer = () => new Response(golden.subarray(0, 5000));
    expect(await codeOf(() => file('golden.safetensors'))).toBe('data.length');
    delete (manifest.files as Record<string, FileEntry>)['ablation.safetensors'];
    expect(await codeOf(() => file('ablation.safetensors'))).toBe('data.noFile');
  });

  test('model.json that is no JSON, no address', async () => {
    answer = () => new Response('{"format": 1');
    expect(await codeOf(open)).toBe('data.notJson');
    expect(await codeOf(() => openModelFolder('models/x'))).toBe('data.address');
  });
});

test('the shipped index', async () => {
  expect((await fetchModelIndex(`${PAGE}/models/`)).default).toBe(SHIPPED);
});
