import { expect, test } from 'vitest';
import { niceLimit, verdictOf } from './verdict';

test('only a whole interval on one side is a verdict', () => {
  expect(verdictOf({ low: -0.98, high: -0.43 })).toBe('loss');
  expect(verdictOf({ low: -0.29, high: 0.15 })).toBe('unclear');
  expect(verdictOf({ low: -0.2, high: 0 })).toBe('unclear');
  expect(verdictOf({ low: 0.1, high: 0.4 })).toBe('gain');
});

test('a limit is round and holds everything', () => {
  expect(niceLimit([-1.2, 0.4])).toBe(1.5);
  expect(niceLimit([0.038, -0.2])).toBeCloseTo(0.2);
  expect(niceLimit([9.6])).toBe(10);
  expect(niceLimit([])).toBe(1);
  expect(niceLimit([0, Number.NaN])).toBe(1);
});
