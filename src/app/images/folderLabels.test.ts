import { expect, test } from 'vitest';
import { classFolders, folderOf } from './folderLabels';

const classOf = classFolders([
  { id: 0, wordnet: 'n01443537', name: 'goldfish, Carassius auratus' },
  { id: 1, wordnet: 'n04146614', name: 'school bus' },
  { id: 2, name: 'crane' },
  { id: 3, name: 'crane' },
]);

test.each([
  ['goldfish', 0],
  ['Carassius_auratus', 0],
  ['n01443537', 0],
  ['N04146614-school_bus', 1],
  ['School-Bus', 1],
  ['crane', 2],
  ['bus', undefined],
  ['n99999999', undefined],
  ['', undefined],
])('%s', (folder, id) => expect(classOf(folder)).toBe(id));

test('the folder is the last one on the way', () => {
  const named = (fields: object) => folderOf(Object.assign(new File([], 'a.png'), fields));
  expect(named({})).toBeUndefined();
  expect(named({ path: './a.png' })).toBeUndefined();
  expect(named({ path: '/mine/goldfish/a.png' })).toBe('goldfish');
  Object.defineProperty(File.prototype, 'webkitRelativePath', { configurable: true, get: () => 'mine/crane/a.png' });
  expect(named({})).toBe('crane');
  Reflect.deleteProperty(File.prototype, 'webkitRelativePath');
});
