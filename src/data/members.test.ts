import fc from 'fast-check';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { parseClassNames } from './classNames';
import { DataError } from './error';
import { membersOf } from './members';

const file = (name: string, ...parts: BlobPart[]): File => new File(parts, name);
const text = (words: string) => new TextEncoder().encode(words);
const codeOf = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'nothing';
  } catch (error) {
    return error instanceof DataError ? error.problem.code : `another: ${String(error)}`;
  }
};

test('a zip opens to its files, in their folders; others stay as they are', async () => {
  const zip = zipSync({ 'net/model.json': text('{}'), 'net/weights.safetensors': text('w'.repeat(1000)), '__MACOSX/net/._model.json': text('x'), 'net/empty/': new Uint8Array() });
  const members = await membersOf([file('net.zip', zip as BlobPart), file('names.txt', 'a\nb')]);
  expect(members.map(({ name, place, size }) => [name, place, size])).toEqual([['model.json', 'net/', 2], ['weights.safetensors', 'net/', 1000], ['names.txt', '', 3]]);
  expect(new TextDecoder().decode(await members[1]!.read())).toBe('w'.repeat(1000));
});

test('PyTorch’s own format is refused, as a zip too, and by whatever name', async () => {
  expect(await codeOf(() => membersOf([file('net.pth', 'x')]))).toBe('network.pickle');
  const disguised = zipSync({ 'net/data.pkl': text('x'), 'net/data/0': text('y') });
  expect(await codeOf(() => membersOf([file('net.zip', disguised as BlobPart)]))).toBe('network.pickle');
});

test('a zip that was cut or changed is refused, or opens to other bytes, and never anything else', async () => {
  const zip = zipSync({ 'a.txt': text('hello hello hello hello'), 'b/c.json': text('[1, 2, 3]') });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 4, max: zip.length }), fc.array(fc.tuple(fc.integer({ min: 4, max: zip.length - 1 }), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }), async (length, changes) => {
      const bytes = zip.slice(0, length);
      for (const [at, value] of changes) if (at < length) bytes[at] = value;
      const code = await codeOf(async () => {
        for (const member of await membersOf([file('z.zip', bytes as BlobPart)])) if (member.size < 1e6) await member.read();
      });
      expect(code).toMatch(/^(nothing|archive\.(broken|path|encrypted|bomb|method)|network\.pickle|data\.tooLarge)$/);
    }),
    { numRuns: 300 },
  );
});

test.each<[string, string, string]>([
  ['a line each', 'names.txt', 'tench\ngold_fish, golden\n\n'],
  ['lines with WordNet ids', 'names.txt', 'n01440764 tench\r\nn01443537, gold fish, golden'],
  ['a list', 'names.json', '["tench", "gold_fish, golden"]'],
  ['an object by index', 'names.json', '{"1": ["n01443537", "gold_fish, golden"], "0": ["n01440764", "tench"]}'],
])('names of classes: %s', (_, name, words) => {
  const classes = parseClassNames(text(words).buffer, name, 2);
  expect(classes.map((entry) => entry.name)).toEqual(['tench', 'gold fish, golden']);
  expect(classes.map(({ wordnet }) => wordnet)).toEqual(words.includes('n014') ? ['n01440764', 'n01443537'] : [undefined, undefined]);
});

test.each<[string, string, string]>([
  ['classes.count', 'names.txt', 'one\ntwo\nthree'],
  ['classes.form', 'names.json', '{"a": "tench", "b": "goldfish"}'],
  ['classes.form', 'names.json', '[1, 2]'],
  ['classes.form', 'names.json', '7'],
  ['data.notJson', 'names.json', '['],
])('names that are refused: %s', async (code, name, words) => {
  expect(await codeOf(() => parseClassNames(text(words).buffer, name, 2))).toBe(code);
});
