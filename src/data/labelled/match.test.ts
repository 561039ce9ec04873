import { expect, test } from 'vitest';
import type { ClassEntry } from '../../contracts';
import { matchLabels, namedClasses } from './match';

const classes: ClassEntry[] = [
  { id: 0, wordnet: 'n01443537', name: 'goldfish, Carassius auratus' },
  { id: 1, wordnet: 'n04146614', name: 'school bus' },
  { id: 2, name: 'crane' },
  { id: 3, name: 'crane' },
];
const classOf = namedClasses(classes);

test.each([
  ['goldfish', 0],
  ['Carassius_auratus', 0],
  ['n01443537', 0],
  ['N04146614-school_bus', 1],
  ['School-Bus', 1],
  ['goldfish, Carassius auratus', 0],
  ['goldfish, in a bowl', 0],
  ['crane', 2],
  ['bus', undefined],
  ['n99999999', undefined],
  ['', undefined],
])('%s', (folder, id) => expect(classOf(folder)).toBe(id));

test('numbers alone are indices, where the network has all of them', () => {
  expect(matchLabels(['0', '3', '1'], classes)).toEqual([0, 3, 1]);
  expect(matchLabels(['0', '4'], classes)).toEqual([undefined, undefined]);
  expect(matchLabels(['0', 'crane'], classes)).toEqual([undefined, 2]);
});
