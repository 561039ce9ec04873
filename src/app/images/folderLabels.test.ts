import { expect, test } from 'vitest';
import { folderOf } from './folderLabels';

test('the folder is the last one on the way', () => {
  const named = (fields: object) => folderOf(Object.assign(new File([], 'a.png'), fields));
  expect(named({})).toBeUndefined();
  expect(named({ path: './a.png' })).toBeUndefined();
  expect(named({ path: '/mine/goldfish/a.png' })).toBe('goldfish');
  Object.defineProperty(File.prototype, 'webkitRelativePath', { configurable: true, get: () => 'mine/crane/a.png' });
  expect(named({})).toBe('crane');
  Reflect.deleteProperty(File.prototype, 'webkitRelativePath');
});
