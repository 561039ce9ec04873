import { expect, test } from 'vitest';
import { rangeOf } from './summary';

test('the range of what is known; of nothing there is none', () => {
  expect(rangeOf([0.25, Number.NaN, 0.75, 0.5])).toEqual({ low: 0.25, high: 0.75, mean: 0.5 });
  expect(rangeOf([Number.NaN])).toBeUndefined();
});
