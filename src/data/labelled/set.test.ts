import fc from 'fast-check';
import { zipSync } from 'fflate';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, test } from 'vitest';
import type { SetFile } from '../../contracts';
import { en } from '../../locales/en';
import { DataError } from '../error';
import { tarOf } from './archives.testing';
import type { LabelledSet } from './labelled';
import { openLabelledSet } from './set';

const text = (words: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(words);
const given = (path: string, bytes: BlobPart): SetFile => ({ path, file: new Blob([bytes]) });

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
    return 'nothing';
  } catch (error) {
    return error instanceof DataError ? error.problem.code : `another: ${(error as Error).stack}`;
  }
}

/** All images in the order in which they are read: label and content. */
async function all(set: LabelledSet): Promise<[label: string, content: string][]> {
  const images = await Promise.all(Array.from(set.labelOf, (_, i) => set.read(i)));
  images.forEach(({ label }, i) => expect(label).toBe(set.labels[set.labelOf[i]!]));
  return Promise.all(images.map(async ({ label, bytes }) => [label, await bytes.text()]));
}

const folders = { 'mine/cat/1.jpg': text('cat 1'), 'mine/cat/2.jpg': text('cat 2'), 'mine/dog/a.PNG': text('dog a'), 'mine/.DS_Store': text('x'), 'mine/read me.md': text('y') };
const balanced = [['cat', 'cat 1'], ['dog', 'dog a'], ['cat', 'cat 2']];
const tarred = (files: Record<string, Uint8Array>) => tarOf(Object.entries(files).map(([path, bytes]) => ({ path, bytes })));
const asFiles = (files: Record<string, Uint8Array<ArrayBuffer>>): SetFile[] => Object.entries(files).map(([path, bytes]) => given(path, bytes));

test.each<[string, () => SetFile[]]>([
  ['a folder of class folders', () => asFiles(folders)],
  ['a zip of it', () => [given('mine.zip', zipSync(folders) as BlobPart)]],
  ['a zip that stores', () => [given('mine.zip', zipSync(folders, { level: 0 }) as BlobPart)]],
  ['a tar of it', () => [given('mine.tar', tarred(folders))]],
])('%s: one of each class, then the next of each', async (_, files) => {
  const set = await openLabelledSet(files());
  expect(set.labels).toEqual(['cat', 'dog']);
  expect(await all(set)).toEqual(balanced);
  expect(set.leftOut).toBe(2);
  expect((await openLabelledSet(files())).hash).toBe(set.hash);
});

test('another label, name or content is another set', async () => {
  const hashes = await Promise.all(
    [folders, { ...folders, 'mine/dog/b.png': text('b') }, { ...folders, 'mine/cat/1.jpg': text('cat 3') }].map(async (files) => (await openLabelledSet([given('a.zip', zipSync(files) as BlobPart)])).hash),
  );
  expect(new Set(hashes).size).toBe(3);
});

test.each<[string, string, string]>([
  ['CSV', 'labels.csv', 'file_name,label\r\n1.jpg,cat\r\n"2.jpg","dog, ""small"""\r\n'],
  ['CSV without a head, with paths', 'l.csv', 'all/1.jpg;cat\nall/2.jpg;dog, "small"'],
  ['names without ends', 'val.csv', 'ImageId,PredictionString\n1,cat\n2,"dog, ""small"""'],
  ['TSV', 'l.tsv', 'label\timage\ncat\t1.jpg\ndog, "small"\t2.jpg'],
  ['JSON, an object', 'l.json', '{"1.jpg": "cat", "all/2.jpg": "dog, \\"small\\""}'],
  ['JSON, a list of objects', 'l.json', '[{"file": "1.jpg", "class": "cat"}, {"file": "2.jpg", "class": "dog, \\"small\\""}]'],
  ['JSON lines', 'metadata.jsonl', '{"file_name": "1.jpg", "label": "cat"}\n{"file_name": "2.jpg", "label": "dog, \\"small\\""}\n'],
])('labels beside images: %s', async (_, name, words) => {
  const images = { 'all/1.jpg': text('one'), 'all/2.jpg': text('two'), 'all/3.jpg': text('three') };
  const set = await openLabelledSet([...asFiles(images), given(name, words)]);
  expect(await all(set)).toEqual([['cat', 'one'], ['dog, "small"', 'two']]);
  expect(set.leftOut).toBe(1);
});

test('a table of numbers in a text', async () => {
  const set = await openLabelledSet([given('val_1.JPEG', 'one'), given('val_2.JPEG', 'two'), given('val.txt', 'val_1.JPEG 65\nval_2.JPEG 970\n')]);
  expect(await all(set)).toEqual([['65', 'one'], ['970', 'two']]);
});

test('a table that knows none of the images leaves the folders their say', async () => {
  const set = await openLabelledSet([...asFiles(folders), given('mine/prices.csv', 'what,price\nbread,3\n')]);
  expect(set.labels).toEqual(['cat', 'dog']);
});

test('a tar’s long names, of GNU and of pax; links are left out', async () => {
  const long = `cat/${'x'.repeat(150)}.jpg`;
  const pax = `cat/${'y'.repeat(150)}.jpg`;
  const record = ` path=${pax}\n`;
  const set = await openLabelledSet([
    given(
      't.tar',
      tarOf([
        { path: '././@LongLink', bytes: text(`${long}\0`), kind: 'L' },
        { path: long, bytes: text('x') },
        { path: 'pax', bytes: text(`${record.length + 3}${record}`), kind: 'x' },
        { path: 'cat/short.jpg', bytes: text('y') },
        { path: 'cat/link.jpg', bytes: new Uint8Array(), kind: '2' },
      ]),
    ),
  ]);
  expect(await Promise.all([0, 1].map(async (i) => (await set.read(i)).name))).toEqual([long, pax]);
  expect(set.labelOf).toHaveLength(2);
});

function parquet({ codec, rows = 7, pages }: { codec?: 'SNAPPY' | 'UNCOMPRESSED'; rows?: number; pages?: number } = {}): Uint8Array<ArrayBuffer> {
  const bytes = Array.from({ length: rows }, (_, i) => text(`picture ${i} ${'.'.repeat(i)}`));
  return new Uint8Array(
    parquetWriteBuffer({
      schema: [
        { name: 'root', num_children: 2 },
        { name: 'image', num_children: 2, repetition_type: 'OPTIONAL' },
        { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
        { name: 'path', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL', converted_type: 'UTF8' },
        { name: 'label', type: 'INT64', repetition_type: 'OPTIONAL' },
      ],
      columnData: [
        { name: 'image', data: bytes.map((content, i) => ({ bytes: content, path: i % 2 ? `${i}.jpg` : null })) },
        { name: 'label', data: Array.from({ length: rows }, (_, i) => (i === 3 ? null : BigInt(i % 2))) },
      ],
      ...(codec && { codec }),
      ...(pages && { pageSize: pages }),
      rowGroupSize: 4,
      kvMetadata: [{ key: 'huggingface', value: JSON.stringify({ info: { features: { label: { names: ['cat', 'dog'], _type: 'ClassLabel' } } } }) }],
    }),
  );
}

test.each([{}, { codec: 'UNCOMPRESSED' as const }, { pages: 16 }])('parquet as on the hub, %j: in the file’s order, by the names of its labels', async (how) => {
  const set = await openLabelledSet([given('data/val-00000.parquet', parquet(how))]);
  expect(set.labels).toEqual(['cat', 'dog']);
  expect(set.inRow).toBe(true);
  expect(set.leftOut).toBe(1);
  const expected = [0, 1, 2, 4, 5, 6].map((i) => [i % 2 ? 'dog' : 'cat', `picture ${i} ${'.'.repeat(i)}`]);
  expect(await all(set)).toEqual(expected);
  expect((await set.read(1)).name).toBe('1.jpg');
});

describe('refused, each in a sentence', () => {
  const zip = zipSync({ 'cat/1.jpg': text('a'.repeat(5000)), 'dog/1.jpg': text('b'.repeat(5000)) });
  const at = (needle: number, from = 0): number => zip.findIndex((_, i) => i >= from && new DataView(zip.buffer, zip.byteOffset).byteLength >= i + 4 && new DataView(zip.buffer, zip.byteOffset).getUint32(i, true) === needle);
  const changed = (change: (view: DataView, directory: number) => void): Uint8Array<ArrayBuffer> => {
    const copy = zip.slice();
    change(new DataView(copy.buffer), at(0x02014b50));
    return copy;
  };
  const cases: [string, string, () => SetFile[]][] = [
    ['set.none', 'no picture', () => [given('a/b.md', 'x')]],
    ['set.labels', 'pictures in no folder', () => [given('a.jpg', 'x')]],
    ['set.columns', 'a table without labels, and nothing else to go by', () => [given('a.jpg', 'x'), given('t.csv', 'nothing\n1\n')]],
    ['data.notJson', 'a table that is no JSON', () => [given('a.jpg', 'x'), given('t.json', '{')]],
    ['set.gzip', 'a tar in gzip', () => [given('a.tar.gz', new Uint8Array([0x1f, 0x8b, 8, 0]))]],
    ['archive.broken', 'a zip cut short', () => [given('a.zip', zip.slice(0, 100) as BlobPart)]],
    ['archive.broken', 'a tar cut short', () => [given('a.tar', tarred(folders).slice(0, 1700))]],
    ['archive.path', 'a zip’s way out', () => [given('a.zip', zipSync({ '../cat/1.jpg': text('x') }) as BlobPart)]],
    ['archive.path', 'a zip’s absolute path', () => [given('a.zip', zipSync({ '/cat/1.jpg': text('x') }) as BlobPart)]],
    ['archive.path', 'a tar’s way out', () => [given('a.tar', tarred({ 'cat/../../1.jpg': text('x') }))]],
    ['archive.path', 'Windows’ way out', () => [given('a.tar', tarred({ 'cat\\..\\..\\1.jpg': text('x') }))]],
    ['archive.encrypted', 'an encrypted zip', () => [given('a.zip', changed((view, directory) => view.setUint16(directory + 8, 1, true)))]],
    ['archive.bomb', 'files that overlap', () => [given('a.zip', changed((view, directory) => view.setUint32(at(0x02014b50, directory + 4) + 42, 0, true)))]],
    ['set.large', 'a picture of 4 GB', () => [given('a.zip', changed((view, directory) => view.setUint32(directory + 24, 0xfffffff0, true)))]],
    ['set.parquet', 'parquet cut short', () => [given('a.parquet', parquet().slice(0, 300))]],
    ['set.parquetColumns', 'parquet without labels', () => [given('a.parquet', new Uint8Array(parquetWriteBuffer({ columnData: [{ name: 'text', data: ['a'], type: 'STRING' }] })))]],
  ];
  test.each(cases)('%s: %s', async (code, _, files) => {
    expect(await codeOf(() => openLabelledSet(files()))).toBe(code);
    const sentences = code.split('.').reduce<unknown>((found, part) => (found as Record<string, unknown>)[part], en.problem);
    expect(typeof sentences).toBe('string');
  });

  test('a picture that unpacks to more, or less, than was announced', async () => {
    for (const size of [4999, 5001]) {
      const set = await openLabelledSet([given('a.zip', changed((view, directory) => view.setUint32(directory + 24, size, true)))]);
      expect(await codeOf(() => set.read(0))).toBe('archive.broken');
    }
  });
});

describe('whatever was cut or changed is refused in a sentence, or is another set; nothing else', () => {
  const kinds: [string, string, Uint8Array][] = [
    ['zip', 'a.zip', zipSync({ 'cat/1.jpg': text('hello hello hello'), 'dog/2.png': text('[1, 2, 3]') })],
    ['tar', 'a.tar', tarOf([{ path: 'x', bytes: text('cat/long.jpg\0'), kind: 'L' }, { path: 'y', bytes: text('hello') }, { path: 'dog/2.png', bytes: text('x'.repeat(600)) }])],
    ['parquet', 'a.parquet', parquet()],
    ['plain parquet', 'a.parquet', parquet({ codec: 'UNCOMPRESSED', rows: 12 })],
    ['CSV', 'a.csv', text('file,label\n"1.jpg","cat"\n2.jpg,dog\n')],
    ['JSON', 'a.json', text('[{"file": "1.jpg", "label": "cat"}, ["2.jpg", 3]]')],
  ];
  const known = /^(nothing|archive\.(broken|path|encrypted|bomb|method|tooMany)|set\.(none|labels|columns|large|gzip|parquet|parquetColumns|parquetLarge|parquetRow)|data\.notJson)$/;
  test.each(kinds)('%s', async (_, name, whole) => {
    const beside = name.startsWith('a.c') || name.startsWith('a.j') ? [given('1.jpg', 'x'), given('2.jpg', 'y')] : [];
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), fc.array(fc.tuple(fc.nat(whole.length - 1), fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(0x7f, 0x80, 0xff))), { maxLength: 6 }), fc.boolean(), async (length, changes, cut) => {
        const bytes = whole.slice(0, cut ? length : whole.length);
        for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
        const code = await codeOf(async () => {
          const set = await openLabelledSet([given(name, bytes as BlobPart), ...beside]);
          for (let i = 0; i < Math.min(20, set.labelOf.length); i++) {
            const one = await set.read(i);
            expect(one.bytes.size).toBeLessThan(1e6);
          }
        });
        expect(code).toMatch(known);
      }),
      { numRuns: 400 },
    );
  }, 60_000);
});
