import { expect, test } from 'vitest';
import { fits } from './memory';

test.each([
  [112e6, 8 * 2 ** 30, 'yes'],
  [112e6, undefined, 'yes'],
  [112e6, 0.25 * 2 ** 30, 'hardly'],
  [460e6, 1 * 2 ** 30, 'hardly'],
  [460e6, 2 * 2 ** 30, 'yes'],
  [2.2e9, undefined, 'no'],
] as const)('weights of %d bytes on a device of %s', (bytes, device, answer) => expect(fits(bytes, device)).toBe(answer));
