import { expect, test } from 'vitest';
import { repairCounts } from './repaired';

test('counts only images of which the class is known', () => {
  const repaired = { statistics: { a: { mean: new Float32Array(1), variance: new Float32Array(1) } }, before: Uint16Array.of(1, 2, 3, 4), after: Uint16Array.of(1, 5, 6, 4), live: [1, 5, undefined, 9], labels: [undefined, 2, 6, undefined] };
  expect(repairCounts(repaired)).toEqual({
    images: 4, layers: 1,
    same: { n: 3, before: 1, after: 2, gained: 1, lost: 0 },
    labelled: { n: 2, before: 1, after: 1, gained: 1, lost: 1 },
  });
});
