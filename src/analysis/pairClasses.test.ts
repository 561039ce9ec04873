import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ClassEntry } from '../contracts';
import { pairClasses } from './pairClasses';

const named = (...names: string[]): ClassEntry[] => names.map((name, id) => ({ id, name }));

test('WordNet ids before names, whole names before first names', () => {
  const a: ClassEntry[] = [{ id: 0, wordnet: 'n02012849', name: 'crane' }, { id: 1, wordnet: 'n03126707', name: 'crane' }, { id: 2, name: 'tiger_cat' }, { id: 3, name: 'goldfish, Carassius auratus' }, { id: 4, name: 'ship' }];
  const b: ClassEntry[] = [{ id: 0, name: 'Goldfish' }, { id: 1, wordnet: 'n03126707', name: 'crane' }, { id: 2, name: 'tiger cat' }, { id: 3, name: 'truck' }];
  expect(pairClasses(a, b)).toEqual({ toB: [undefined, 1, 2, 0, undefined], count: 3, by: ['wordnet', 'name'], onlyA: [0, 4], onlyB: [3] });
});

test('one name, two WordNet ids: two classes', () => {
  const one = (wordnet: string): ClassEntry[] => [{ id: 0, wordnet, name: 'crane' }];
  expect(pairClasses(one('n02012849'), one('n03126707')).count).toBe(0);
});

test('a name that two classes of one network share matches neither', () => {
  expect(pairClasses(named('mouse', 'mouse', 'cat'), named('cat', 'mouse')).toB).toEqual([undefined, undefined, 0]);
});

test('nobody named them: by place, where there are as many; one that is named has no place', () => {
  const unnamed = (count: number) => named(...Array.from({ length: count }, (_, id) => `#${id}`));
  expect(pairClasses(unnamed(3), unnamed(3))).toMatchObject({ toB: [0, 1, 2], by: ['place'] });
  expect(pairClasses(unnamed(3), unnamed(4)).count).toBe(0);
  expect(pairClasses(unnamed(3), named('a', 'b', 'c')).count).toBe(0);
});

test('no class is used twice, whatever they are called', () => {
  const entry = fc.record({ name: fc.constantFrom('a', 'a, b', 'b', 'A', '#0', 'c, a'), wordnet: fc.constantFrom(undefined, 'n1', 'n2', 'N1') });
  const list = fc.array(entry, { maxLength: 8 }).map((entries) => entries.map((one, id): ClassEntry => ({ id, ...one })));
  fc.assert(
    fc.property(list, list, (a, b) => {
      const { toB, count, onlyA, onlyB } = pairClasses(a, b);
      const used = toB.filter((id) => id !== undefined);
      expect(new Set(used).size).toBe(used.length);
      expect([count, onlyA.length, onlyB.length]).toEqual([used.length, a.length - used.length, b.length - used.length]);
    }),
  );
});
