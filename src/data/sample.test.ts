import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DataError } from './error';
import { hubAt, HUGGING_FACE } from './hub';
import { openLabelledSet } from './labelled/set';
import { fetchSample, sampleFiles } from './sample';
import type { KeptRow, Sampled, Samples } from './sampled';
import { codeOf } from './shippedModel.testing';
import { askFacts, askRows, askSplits, viewerOf } from './viewer';

afterEach(() => void vi.unstubAllGlobals());

const viewer = viewerOf(hubAt(HUGGING_FACE));
const HOST = 'https://datasets-server.huggingface.co';
const TOTAL = 230;
const names = ['cat', 'dog', 'a/b'];
const columns = { image: 'image', label: 'label', names };
const features = [
  { feature_idx: 0, name: 'image', type: { _type: 'Image' } },
  { feature_idx: 1, name: 'label', type: { _type: 'ClassLabel', names } },
];

/** Row 7 has no label, row 9 no image. */
const rowOf = (row: number, src: string) => ({ row_idx: row, row: { image: row === 9 ? null : { src, height: 4, width: 4 }, label: row === 7 ? -1 : row % 3 }, truncated_cells: [] });

interface Serving {
  total?: number;
  /** Rows that one answer gives at most. */
  most?: number;
  /** What goes wrong with an address. */
  change?: (path: string, asked: number) => Response | undefined;
  host?: string;
}

/** The viewer; links count up with each answer, as they do with their expiry. */
function serve({ total = TOTAL, most = 100, change = () => undefined, host = HOST }: Serving = {}): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: URL) => {
    const path = url.pathname + url.search;
    asked.push(path);
    const wrong = change(path, asked.length);
    if (wrong) return wrong;
    const query = Object.fromEntries(url.searchParams);
    if (url.pathname === '/splits') return Response.json({ splits: [{ dataset: 'a/b', config: 'c', split: 'train' }, { dataset: 'a/b', config: 'c', split: 'validation' }], pending: [], failed: [] });
    if (url.pathname === '/info') return Response.json({ dataset_info: { splits: { validation: { num_bytes: 23_000, num_examples: TOTAL } } } });
    if (url.pathname !== '/rows') return new Response(`image of ${url.pathname}`);
    const from = Number(query.offset);
    const rows = Array.from({ length: Math.max(0, Math.min(Number(query.length), most, total - from)) }, (_, i) => rowOf(from + i, `${host}/cached/${from + i}?at=${asked.length}`));
    return Response.json({ features, rows, num_rows_total: total, num_rows_per_page: 100, partial: false });
  });
  return asked;
}

const wanted: Sampled = { endpoint: HUGGING_FACE, name: 'a/b', config: 'c', split: 'validation', columns, rows: TOTAL, wanted: 220 };

function memory(): Samples & { kept: Map<number, KeptRow> } {
  const kept = new Map<number, KeptRow>();
  return { kept, list: async () => [], put: async () => {}, rows: async () => new Map(kept), putRow: async (_, row, one) => void kept.set(row, one), forget: async () => kept.clear() };
}

const images = (asked: readonly string[]) => asked.filter((path) => path.startsWith('/cached')).length;

test('it lies before the host of an endpoint over https, at one on this machine itself', () => {
  expect(viewer.endpoint.href).toBe(`${HOST}/`);
  expect(viewerOf(hubAt('hf-mirror.com')).endpoint.href).toBe('https://datasets-server.hf-mirror.com/');
  expect(viewerOf(hubAt('http://localhost:8080')).endpoint.href).toBe('http://localhost:8080/');
});

test('splits, validation first; what one holds and takes', async () => {
  const asked = serve();
  expect(await askSplits(viewer, 'a/b')).toEqual([{ config: 'c', split: 'validation' }, { config: 'c', split: 'train' }]);
  expect(await askFacts(viewer, 'a/b', { config: 'c', split: 'validation' })).toEqual({ config: 'c', split: 'validation', rows: TOTAL, bytesPerRow: 100, columns, partial: false });
  expect(asked).toEqual(['/splits?dataset=a%2Fb', '/rows?dataset=a%2Fb&config=c&split=validation&offset=0&length=1', '/info?dataset=a%2Fb&config=c']);
});

test.each<[string, number]>([['hub.noViewer', 404], ['hub.noViewer', 500], ['hub.noViewer', 501], ['hub.refused', 401], ['hub.busyFor', 429], ['hub.status', 502]])('%s: %d', async (code, status) => {
  serve({ change: () => new Response('', { status, headers: { 'retry-after': '5' } }) });
  expect(await codeOf(() => askSplits(viewer, 'a/b'))).toBe(code);
});

test('a split without images or without labels is said', async () => {
  serve({ change: () => Response.json({ features: features.slice(0, 1), rows: [], num_rows_total: 1 }) });
  expect(await codeOf(() => askFacts(viewer, 'a/b', { config: 'c', split: 's' }))).toBe('hub.noColumns');
});

describe('a sample', () => {
  test('is the first rows with image and label, page by page, each once, and opens as a set with its labels', async () => {
    const asked = serve({ most: 60 });
    const samples = memory();
    let rows = 0;
    await fetchSample(viewer, samples, wanted, { onProgress: (done) => (rows = done) });
    expect(rows).toBe(220);
    expect(images(asked)).toBe(218);
    expect(asked.filter((path) => path.startsWith('/rows')).map((path) => new URL(path, HOST).searchParams.get('offset'))).toEqual(['0', '60', '120', '180']);
    const set = await openLabelledSet(await sampleFiles(samples, wanted, 'a/b, 1–220'));
    expect(set).toMatchObject({ name: 'a b, 1–220', labels: ['a/b', 'cat', 'dog'], leftOut: 0 });
    expect(set.labelOf).toHaveLength(218);
    const first = await set.read(0);
    expect([first.name, first.label, await first.bytes.text()]).toEqual(['a b, 1–220/0000002.jpg', 'a/b', 'image of /cached/2']);
  });

  test('goes on where it broke, asking only for what is missing; what arrived stays', async () => {
    const samples = memory();
    serve({ change: (path) => (path.startsWith('/cached/130') ? new Response('', { status: 429, headers: { 'retry-after': '3' } }) : undefined) });
    expect(await codeOf(() => fetchSample(viewer, samples, wanted))).toBe('hub.busyFor');
    const have = samples.kept.size;
    expect(have).toBeGreaterThan(100);
    const asked = serve();
    await fetchSample(viewer, samples, wanted);
    expect(images(asked)).toBe(220 - have);
    expect(asked.filter((path) => path.startsWith('/rows'))).toHaveLength(2);
    const more = serve();
    await fetchSample(viewer, samples, { ...wanted, wanted: TOTAL });
    expect(images(more)).toBe(10);
  });

  test('a link that has expired is asked for anew, once', async () => {
    const samples = memory();
    const asked = serve({ change: (path) => (/^\/cached\/\d+\?at=1$/.test(path) ? new Response('', { status: 403 }) : undefined) });
    await fetchSample(viewer, samples, { ...wanted, wanted: 5 });
    expect([...samples.kept.keys()].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(asked.filter((path) => path.startsWith('/rows')).length).toBeLessThanOrEqual(6);
    serve({ change: (path) => (path.startsWith('/cached') ? new Response('', { status: 403 }) : undefined) });
    expect(await codeOf(() => fetchSample(viewer, memory(), wanted))).toBe('hub.refused');
  });

  test('images come from the hub’s hosts only', async () => {
    const asked = serve({ host: 'https://tracker.example.org' });
    expect(await codeOf(() => fetchSample(viewer, memory(), wanted))).toBe('hub.elsewhere');
    expect(images(asked)).toBe(0);
  });

  test('no rows, another number of rows, and being cancelled are told; a changed set is forgotten', async () => {
    serve({ most: 0 });
    expect(await codeOf(() => fetchSample(viewer, memory(), wanted))).toBe('hub.noRows');
    const samples = memory();
    samples.kept.set(0, {});
    serve({ total: TOTAL + 1 });
    expect(await codeOf(() => fetchSample(viewer, samples, wanted))).toBe('hub.changed');
    expect(samples.kept.size).toBe(0);
    const stop = new AbortController();
    serve({ change: (path) => void (path.startsWith('/cached/3?') && stop.abort()) });
    expect(await codeOf(() => fetchSample(viewer, memory(), wanted, { signal: stop.signal }))).toBe('cancelled');
  });

  test('whatever the answers hold, there are rows with address and label, or an error with a sentence', async () => {
    const cell = fc.oneof(fc.jsonValue(), fc.record({ src: fc.oneof(fc.webUrl(), fc.string(), fc.nat()) }, { requiredKeys: [] }));
    const row = fc.oneof(fc.jsonValue(), fc.record({ row: fc.record({ image: cell, label: fc.oneof(fc.integer(), fc.double(), fc.string(), fc.jsonValue()) }, { requiredKeys: [] }) }));
    const feature = fc.oneof(fc.jsonValue(), fc.record({ name: fc.constantFrom('image', 'label', '__proto__'), type: fc.oneof(fc.jsonValue(), fc.record({ _type: fc.constantFrom('Image', 'ClassLabel', 'Value'), names: fc.oneof(fc.array(fc.string()), fc.jsonValue()) })) }, { requiredKeys: [] }));
    const answer = fc.oneof(fc.jsonValue(), fc.record({ features: fc.oneof(fc.array(feature), fc.jsonValue()), rows: fc.oneof(fc.array(row, { maxLength: 150 }), fc.jsonValue()), num_rows_total: fc.oneof(fc.nat(), fc.jsonValue()), splits: fc.jsonValue(), dataset_info: fc.jsonValue() }, { requiredKeys: [] }));
    await fc.assert(
      fc.asyncProperty(answer, async (json) => {
        vi.stubGlobal('fetch', async () => Response.json(json));
        const told = async (work: () => Promise<void>) => work().catch((error: unknown) => expect((error as DataError).problem?.code ?? error).toMatch(/^hub\./));
        await told(async () => void (await askSplits(viewer, 'a/b')));
        await told(async () => {
          const facts = await askFacts(viewer, 'a/b', { config: 'c', split: 's' });
          expect(Number.isSafeInteger(facts.rows) && facts.columns.image !== undefined).toBe(true);
        });
        await told(async () => {
          const { rows, given } = await askRows(viewer, 'a/b', { config: 'c', split: 's', columns }, [0, 100]);
          expect(given).toBeLessThanOrEqual(100);
          for (const one of rows) expect([one.src instanceof URL, typeof one.label]).toEqual([true, 'string']);
        });
      }),
      { numRuns: 300 },
    );
  });
});
