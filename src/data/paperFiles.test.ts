import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { fetchPaper, readPaperClaims, readPaperRuns, readPaperTables } from './paperFiles';
import { codeOf } from './shippedModel.testing';

const root = new URL('../../', import.meta.url);
const file = (name: string): ArrayBuffer => new Uint8Array(readFileSync(new URL(`public/paper/${name}`, root))).buffer;
const json = (value: unknown): ArrayBuffer => new TextEncoder().encode(JSON.stringify(value)).buffer as ArrayBuffer;

afterEach(() => void vi.unstubAllGlobals());

const runs = () => ({
  format: 1, data: { name: 'made up', train: 90, dev: 10, test: 100 }, epochs: 2, sizes: [[2, 32]],
  rows: [{ id: 'none', name: 'No SE', network: 'residual' }, { id: 'post', name: 'After', network: 'residual' }],
  runs: [{ row: 'none', seed: 1, top1: 0.9, n: 100, parameters: 10, macs: 20, minutes: 3, spread: { SE_2_1: 0.1 } }],
});

test('the project’s copy of the tables names its source, and repeats the claims’ rows', () => {
  const { source, tables } = readPaperTables(file('tables.json'));
  expect(source).toMatchObject({ version: 'arXiv 1709.01507v4' });
  expect(tables.map(({ number }) => number)).toEqual([2, 3, 10, 11, 12, 13, 14, 15, 16]);
  const rows = new Set(tables.flatMap((table) => table.rows.map(({ row }) => row)));
  const claimed = readPaperClaims(file('claims.json')).claims.filter(({ table }) => table !== undefined);
  expect(claimed.filter(({ row, against }) => !rows.has(row) || !rows.has(against))).toEqual([]);
});

test('rows without runs are left out', () => {
  expect(readPaperRuns(json(runs())).rows.map(({ id }) => id)).toEqual(['none']);
});

test('hidden widths and class spreads are read by block, and may be missing', () => {
  const [run] = runs().runs;
  const [first, second] = readPaperRuns(json({ ...runs(), runs: [{ ...run, hidden: { SE_2_1: 2 } }, { ...run, spread: undefined }] })).runs;
  expect(first).toMatchObject({ hidden: { SE_2_1: 2 }, spread: { SE_2_1: 0.1 } });
  expect(second).toMatchObject({ hidden: {}, spread: {} });
});

test.each([
  ['file.field', () => readPaperRuns(json({ ...runs(), rows: [] }))],
  ['file.field', () => readPaperRuns(json({ ...runs(), runs: [{ ...runs().runs[0], hidden: { SE_2_1: 0.5 } }] }))],
  ['file.field', () => readPaperRuns(json({ ...runs(), runs: [{ ...runs().runs[0], top1: 90 }] }))],
  ['file.format', () => readPaperRuns(json({ ...runs(), format: 2 }))],
  ['file.field', () => readPaperTables(json({ format: 1, source: { paper: 'a', version: 'b', data: 'c' }, tables: [{ number: 2, rows: [{ id: 'a', name: 'A', top1: 1, top5: 1, base: 'b' }] }] }))],
  ['file.field', () => readPaperClaims(json({ format: 1, margin: 0.5, claims: [{ id: 'a', row: 'b', against: 'c', claim: 'nicer' }] }))],
])('%s', async (code, read) => {
  expect(await codeOf(read)).toBe(code);
});

test('without runs the tables are there alone; a file that is broken is an error', async () => {
  const serve = (files: Record<string, ArrayBuffer>) =>
    vi.stubGlobal('fetch', async (url: URL) => {
      const found = files[url.pathname.split('/').at(-1)!];
      return found ? new Response(found) : new Response('', { status: 404 });
    });
  const base = 'http://localhost/paper/';
  serve({ 'tables.json': file('tables.json') });
  expect(await fetchPaper(base)).toMatchObject({ runs: undefined, claims: undefined });
  serve({ 'tables.json': file('tables.json'), 'runs.json': json(runs()), 'claims.json': file('claims.json') });
  expect((await fetchPaper(base)).claims!.margin).toBe(0.5);
  serve({ 'tables.json': file('tables.json'), 'runs.json': json({}) });
  expect(await codeOf(() => fetchPaper(base))).toBe('file.field');
});

test('no number of the paper is typed into the view or its sentences', () => {
  const { tables } = readPaperTables(file('tables.json'));
  const printed = tables.flatMap(({ rows }) => rows.flatMap(({ top1, top5, gflops, parameters }) => [top1, top5, gflops, parameters])).filter((value) => value !== undefined);
  const sources = [...readdirSync(new URL('src/app/paper', root)).filter((name) => !/\.(test\.\w+|css)$/.test(name)).map((name) => `src/app/paper/${name}`), 'src/locales/paper.en.ts', 'src/locales/paper.ko.ts', 'src/app/takeaway/parts/paper.tsx'];
  const typed = sources.flatMap((name) => (readFileSync(new URL(name, root), 'utf8').match(/(?<![\w.])\d+\.\d+(?![\w.])/g) ?? []).filter((text) => printed.includes(Number(text))).map((text) => `${name}: ${text}`));
  expect(printed.length).toBeGreaterThan(100);
  expect(typed).toEqual([]);
});
