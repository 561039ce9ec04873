import { expect, test } from 'vitest';
import { channelMap, opaque } from './geometry';

test('one channel of a map, with its range and mean', () => {
  const values = Float32Array.from({ length: 12 }, (_, i) => i);
  const map = channelMap(values, [2, 3], 2, 1);
  expect([...map.cells]).toEqual([1, 3, 5, 7, 9, 11]);
  expect(map).toMatchObject({ rows: 2, columns: 3, low: 1, high: 11, mean: 6 });
});

test('a picture’s bytes with full opacity', () => {
  expect([...opaque(Uint8Array.of(1, 2, 3, 4, 5, 6))]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
});
