import { expect, test } from 'vitest';
import { mcnemar } from './mcnemar';

test('the binomial tail, counted by hand', () => {
  expect(mcnemar(0, 0)).toBe(1);
  expect(mcnemar(3, 3)).toBe(1);
  expect(mcnemar(0, 5)).toBeCloseTo(2 / 32, 12);
  expect(mcnemar(1, 6)).toBeCloseTo((2 * (1 + 7)) / 128, 12);
  expect(mcnemar(6, 1)).toBe(mcnemar(1, 6));
});

test('thousands of flips neither overflow nor vanish', () => {
  expect(mcnemar(1500, 1500)).toBe(1);
  // Normal approximation with continuity correction: z = (|b − c| − 1) / √(b + c) = 4.001
  expect(mcnemar(1180, 1376)).toBeGreaterThan(1.0e-4);
  expect(mcnemar(1180, 1376)).toBeLessThan(1.3e-4);
});
