import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DataError } from './error';
import { hubAt, HUGGING_FACE } from './hub';
import { findSet, splitOf } from './hubSet';
import { codeOf } from './shippedModel.testing';

afterEach(() => void vi.unstubAllGlobals());

const hub = hubAt(HUGGING_FACE);
const SHA = 'a'.repeat(40);
const OTHER = 'b'.repeat(40);
const HASH = 'c'.repeat(64);

function serve(answers: (path: string) => unknown, link: (path: string) => string = () => ''): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: URL) => {
    const path = url.pathname + url.search;
    asked.push(path);
    const answer = answers(path);
    return answer === undefined ? new Response('', { status: 404 }) : new Response(JSON.stringify(answer), { headers: { link: link(path) } });
  });
  return asked;
}

const file = (path: string, size = 134) => ({ type: 'file', path, size, lfs: { oid: HASH, size: 1e6 } });
const about = { sha: SHA, gated: false, cardData: { license: ['cc-by-4.0', 'other'] } };

test.each([
  ['data/train-00000-of-00002-1359597a978bc4fa.parquet', 'train'],
  ['data/validation-00001-of-00014.parquet', 'validation'],
  ['default/valid/0000.parquet', 'valid'],
  ['320px/validation/0003.parquet', '320px/validation'],
  ['plain_text/test-00000-of-00001.parquet', 'plain_text/test'],
  ['test.parquet', 'test'],
  ['data/test_a.parquet', 'test_a'],
  ['0000.parquet', '0000'],
])('%s is of %s', (path, split) => expect(splitOf(path)).toBe(split));

describe('a data set', () => {
  test('its parquet files by split, validation first, from all pages of the list, with licence; nothing else is asked', async () => {
    const next = `/api/datasets/a/b/tree/${SHA}?recursive=true&cursor=x`;
    const asked = serve(
      (path) => (path === '/api/datasets/a/b' ? about : path === next ? [file('data/val-00000-of-00001.parquet')] : [file('data/train-00001-of-00002.parquet'), file('data/train-00000-of-00002.parquet'), file('README.md'), file('empty.parquet', 0)]),
      (path) => (path.endsWith('recursive=true') ? `<https://elsewhere.example${next}>; rel="next"` : ''),
    );
    const found = await findSet(hub, 'a/b');
    expect(found).toMatchObject({ repo: 'datasets/a/b', licence: 'cc-by-4.0, other' });
    expect(found.splits.map(({ name, files }) => [name, files.map(({ path }) => path)])).toEqual([
      ['val', ['data/val-00000-of-00001.parquet']],
      ['empty', ['empty.parquet']],
      ['train', ['data/train-00000-of-00002.parquet', 'data/train-00001-of-00002.parquet']],
    ]);
    expect(found.splits[0]!.files[0]).toEqual({ repo: 'datasets/a/b', revision: SHA, path: 'data/val-00000-of-00001.parquet', bytes: 1e6, sha256: HASH });
    expect(asked).toEqual(['/api/datasets/a/b', `/api/datasets/a/b/tree/${SHA}?recursive=true`, next]);
  });

  test('without parquet of its own, what the hub made of it; without that, it is said', async () => {
    serve((path) => {
      if (path === '/api/datasets/a/b') return about;
      if (path.endsWith('/revision/refs%2Fconvert%2Fparquet')) return { sha: OTHER };
      return path.includes(OTHER) ? [file('default/test/0000.parquet')] : [file('images.zip')];
    });
    expect((await findSet(hub, 'a/b')).splits).toMatchObject([{ name: 'test', files: [{ revision: OTHER }] }]);
    serve((path) => (path === '/api/datasets/a/b' ? about : path.includes('revision') ? undefined : []));
    expect(await codeOf(() => findSet(hub, 'a/b'))).toBe('hub.noParquet');
  });

  test('one that asks for consent is refused before its files are listed', async () => {
    const asked = serve(() => ({ ...about, gated: 'auto' }));
    expect(await codeOf(() => findSet(hub, 'a/b'))).toBe('hub.gated');
    expect(asked).toHaveLength(1);
  });

  test('whatever the answers hold, it is a set with files or an error with a sentence', async () => {
    const entry = fc.record({ type: fc.constantFrom('file', 'directory'), path: fc.oneof(fc.constantFrom('a/b.parquet', '.parquet', '/0000.parquet', '../x-0.parquet'), fc.string()), size: fc.oneof(fc.nat(), fc.double()), lfs: fc.jsonValue() }, { requiredKeys: [] });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constant(about), fc.jsonValue()), fc.oneof(fc.jsonValue(), fc.array(entry)), fc.string(), async (info, tree, link) => {
        serve((path) => (path.includes('/tree/') ? tree : info), () => link.replace(/[^ -~]/g, ''));
        try {
          const { splits } = await findSet(hub, 'a/b');
          expect(splits.length).toBeGreaterThan(0);
          for (const { files } of splits) expect(files.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
          expect((error as DataError).problem.code).toMatch(/^hub\./);
        }
      }),
    );
  });
});
