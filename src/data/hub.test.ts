import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DataError } from './error';
import { fetchPiece, fetchWhole, hubAt, HUGGING_FACE, repoOf, secondsUntil } from './hub';
import { findRepository } from './repository';
import { codeOf } from './shippedModel.testing';

afterEach(() => void vi.unstubAllGlobals());

const hub = hubAt(HUGGING_FACE);
const SHA = 'a'.repeat(40);
const HASH = 'b'.repeat(64);

/** An answer as if it came from `at`, where the browser was led. */
function answered(response: Response, at?: string): Response {
  if (at !== undefined) Object.defineProperty(response, 'url', { value: at });
  return response;
}

function serve(answer: (url: URL, init: RequestInit) => Response | Promise<Response>): URL[] {
  const asked: URL[] = [];
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    asked.push(url);
    return answer(url, init);
  });
  return asked;
}

describe('addresses', () => {
  test.each([
    ['timm/seresnet50.a1_in1k', 'timm/seresnet50.a1_in1k'],
    [' hf-hub:timm/seresnet50.a1_in1k ', 'timm/seresnet50.a1_in1k'],
    ['https://huggingface.co/timm/senet154.gluon_in1k/tree/main', 'timm/senet154.gluon_in1k'],
    ['gpt2', 'gpt2'],
    ['', undefined],
    ['a/b/c', undefined],
    ['../secret', undefined],
    ['a/..', undefined],
    ['a/b?x', undefined],
    ['a b', undefined],
    ['https://huggingface.co/', undefined],
  ])('%j is the repository %j', (text, repo) => expect(repoOf(text)).toBe(repo));

  test('no text leads out of the endpoint', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl(), fc.stringMatching(/^[a-z./%@:\\-]{1,20}$/)), (text) => {
        const repo = repoOf(text);
        if (repo === undefined) return;
        const url = new URL(`api/models/${repo}`, hub.endpoint);
        expect(url.origin).toBe(HUGGING_FACE);
        expect(url.pathname).toBe(`/api/models/${repo}`);
      }),
    );
  });

  test.each([
    ['https://hf-mirror.com', 'https://hf-mirror.com/'],
    ['hf-mirror.com', 'https://hf-mirror.com/'],
    ['https://example.org/hub?x#y', 'https://example.org/hub/'],
    ['http://localhost:8080', 'http://localhost:8080/'],
  ])('%s is an endpoint', (address, endpoint) => expect(hubAt(address).endpoint.href).toBe(endpoint));

  test.each(['', 'http://example.org', 'ftp://example.org', 'javascript:alert(1)', 'https://user:word@example.org', 'https://a b'])('%j is none', async (address) => {
    expect(await codeOf(() => hubAt(address))).toBe('hub.endpoint');
  });

  test.each([
    ['https://huggingface.co/x', true],
    ['https://cdn-lfs-us-1.hf.co/x', true],
    ['https://cas-bridge.xethub.hf.co/x', true],
    ['https://cdn-lfs.huggingface.co/x', true],
    ['http://cdn-lfs.hf.co/x', false],
    ['https://hf.co.example.org/x', false],
    ['https://nothf.co/x', false],
    ['https://hf.co:8443/x', false],
    ['https://example.org/x', false],
  ])('an answer from %s: %s', (address, allowed) => expect(hub.answersFrom(new URL(address))).toBe(allowed));

  test('a mirror may answer from hosts under it, one on this machine from its own port alone', () => {
    expect(hubAt('mirror.example.org').answersFrom(new URL('https://cdn.mirror.example.org/x'))).toBe(true);
    const local = hubAt('http://localhost:8080');
    expect(local.answersFrom(new URL('http://localhost:8080/cdn/x'))).toBe(true);
    expect(local.answersFrom(new URL('http://localhost:8081/x'))).toBe(false);
  });
});

describe('Retry-After', () => {
  test.each([['120', 120], [' 0 ', 0], ['-1', undefined], ['1.5', undefined], ['soon', undefined], ['', undefined], [null, undefined]])('%j', (header, seconds) => expect(secondsUntil(header)).toBe(seconds));

  test('a date', () => {
    const now = Date.UTC(2026, 0, 1);
    expect(secondsUntil(new Date(now + 61_500).toUTCString(), now)).toBe(61);
    expect(secondsUntil(new Date(now - 5_000).toUTCString(), now)).toBe(0);
  });

  test('anything else is a number of seconds or nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => {
      const seconds = secondsUntil(text);
      if (seconds !== undefined) expect(Number.isInteger(seconds) && seconds >= 0).toBe(true);
    }));
  });
});

const listed = (path: string, size: number, lfs?: object) => ({ type: 'file', oid: 'x', path, size, ...(lfs && { lfs }) });

function serveRepository(info: unknown, tree: unknown): URL[] {
  return serve(({ pathname }) => new Response(JSON.stringify(pathname.includes('/tree/') ? tree : info)));
}

describe('a repository', () => {
  const info = { sha: SHA, cardData: { license: 'apache-2.0' } };

  test('weights with the hash of the large file, config, licence, all at one commit', async () => {
    const asked = serveRepository(info, [listed('README.md', 10), listed('config.json', 758), listed('model.safetensors', 134, { oid: HASH.toUpperCase(), size: 112_000_000 }), { type: 'directory', path: 'onnx', size: 0 }]);
    expect(await findRepository(hub, 'timm/x')).toEqual({
      repo: 'timm/x',
      revision: SHA,
      licence: 'apache-2.0',
      weights: { repo: 'timm/x', revision: SHA, path: 'model.safetensors', bytes: 112_000_000, sha256: HASH },
      config: { repo: 'timm/x', revision: SHA, path: 'config.json', bytes: 758 },
    });
    expect(asked.map(({ href }) => href)).toEqual(['https://huggingface.co/api/models/timm/x', `https://huggingface.co/api/models/timm/x/tree/${SHA}`]);
  });

  test('the only safetensors file will do; several, none or others are said', async () => {
    serveRepository({ sha: SHA, tags: ['timm', 'license:mit'] }, [listed('net.safetensors', 5), listed('sub/model.safetensors', 5)]);
    expect(await findRepository(hub, 'a/b')).toMatchObject({ licence: 'mit', weights: { path: 'net.safetensors', bytes: 5 } });
    serveRepository(info, [listed('model-00001-of-00002.safetensors', 5), listed('model-00002-of-00002.safetensors', 5)]);
    expect(await codeOf(() => findRepository(hub, 'a/b'))).toBe('hub.otherWeights');
    serveRepository(info, [listed('pytorch_model.bin', 5)]);
    expect(await codeOf(() => findRepository(hub, 'a/b'))).toBe('hub.otherWeights');
    serveRepository(info, [listed('README.md', 5)]);
    expect(await codeOf(() => findRepository(hub, 'a/b'))).toBe('hub.noWeights');
    serveRepository(info, [listed('model.safetensors', 134, { oid: HASH, size: 3e9 })]);
    expect(await codeOf(() => findRepository(hub, 'a/b'))).toBe('hub.tooLarge');
  });

  test('whatever the answers hold, it is a repository or an error with a sentence', async () => {
    const entry = fc.record({ type: fc.oneof(fc.constant('file'), fc.json()), path: fc.oneof(fc.constantFrom('model.safetensors', 'config.json', 'a.safetensors'), fc.string()), size: fc.oneof(fc.nat(), fc.double(), fc.string()), lfs: fc.oneof(fc.jsonValue(), fc.record({ oid: fc.constantFrom(HASH, 'x'), size: fc.oneof(fc.nat(), fc.string()) })) }, { requiredKeys: [] });
    const tree = fc.oneof(fc.jsonValue(), fc.array(fc.oneof(entry, fc.jsonValue())));
    const about = fc.oneof(fc.jsonValue(), fc.record({ sha: fc.constantFrom(SHA, 'main'), cardData: fc.jsonValue(), tags: fc.jsonValue() }, { requiredKeys: ['sha'] }));
    await fc.assert(
      fc.asyncProperty(about, tree, async (info, files) => {
        serveRepository(info, files);
        try {
          const { weights, config } = await findRepository(hub, 'a/b');
          expect(weights.bytes).toBeGreaterThan(0);
          expect(Number.isSafeInteger(weights.bytes)).toBe(true);
          expect(config === undefined || config.bytes >= 0).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
          expect((error as DataError).problem.code).toMatch(/^hub\./);
        }
      }),
    );
  });
});

const file = { repo: 'timm/x', revision: SHA, path: 'model.safetensors', bytes: 10, sha256: HASH };
const part = (bytes: number, headers: Record<string, string>, status = 206) => new Response(new Uint8Array(bytes), { status, headers });

describe('a piece', () => {
  test('is asked for by its range, without cookies or referrer, and tells its ETag', async () => {
    let given: RequestInit = {};
    const asked = serve((_, init) => {
      given = init;
      return answered(part(4, { 'content-range': 'bytes 4-7/10', etag: '"e"' }), 'https://cas-bridge.xethub.hf.co/store');
    });
    const { bytes, etag } = await fetchPiece(hub, file, [4, 7]);
    expect([bytes.byteLength, etag]).toEqual([4, '"e"']);
    expect(asked[0]!.href).toBe(`https://huggingface.co/timm/x/resolve/${SHA}/model.safetensors`);
    expect(given).toMatchObject({ headers: { range: 'bytes=4-7' }, credentials: 'omit', referrerPolicy: 'no-referrer' });
  });

  test.each<[string, () => Response | Promise<Response>]>([
    ['hub.refused', () => new Response('', { status: 401 })],
    ['hub.refused', () => new Response('', { status: 403 })],
    ['hub.missing', () => new Response('', { status: 404 })],
    ['hub.changed', () => new Response('', { status: 416 })],
    ['hub.busyFor', () => new Response('', { status: 429, headers: { 'retry-after': '30' } })],
    ['hub.busy', () => new Response('', { status: 429 })],
    ['hub.status', () => new Response('', { status: 503 })],
    ['hub.noPieces', () => new Response(new Uint8Array(10), { status: 200 })],
    ['hub.short', () => part(3, { 'content-range': 'bytes 4-6/10' })],
    ['hub.short', () => part(3, { 'content-range': 'bytes 4-7/10' })],
    ['hub.short', () => part(3, {})],
    ['hub.short', () => part(4, { 'content-range': 'bytes 0-3/10' })],
    ['hub.changed', () => part(4, { 'content-range': 'bytes 4-7/12' })],
    ['hub.elsewhere', () => answered(part(4, { 'content-range': 'bytes 4-7/10' }), 'https://tracker.example.org/x')],
    ['hub.unreachable', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['hub.broken', () => new Response(new ReadableStream({ pull: (stream) => stream.error(new TypeError('network error')) }), { status: 206 })],
    ['none', () => part(4, { 'content-range': 'bytes 4-7/10' })],
    ['none', () => part(4, {})],
  ])('%s', async (code, answer) => {
    serve(answer);
    expect(await codeOf(() => fetchPiece(hub, file, [4, 7]))).toBe(code);
  });

  test('offline is said', async () => {
    vi.stubGlobal('navigator', { onLine: false });
    serve(() => Promise.reject(new TypeError('Failed to fetch')));
    expect(await codeOf(() => fetchPiece(hub, file, [4, 7]))).toBe('hub.offline');
  });

  test('an answer from elsewhere is dropped unread, and the host is named', async () => {
    let cancelled = false;
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    serve(() => answered(new Response(body, { status: 206 }), 'https://tracker.example.org/x'));
    const error = await fetchPiece(hub, file, [4, 7]).catch((thrown: DataError) => thrown);
    expect((error as DataError).problem.values).toEqual({ host: 'huggingface.co', elsewhere: 'tracker.example.org' });
    expect(cancelled).toBe(true);
  });

  test('of a file in one piece a server may send the whole', async () => {
    serve(() => new Response(new Uint8Array(10)));
    expect((await fetchPiece(hub, file, [0, 9])).bytes.byteLength).toBe(10);
    expect((await fetchWhole(hub, file)).byteLength).toBe(10);
  });
});
