import { expect, it } from 'vitest';
import { firstThreads, otherThreads } from './wasmDevice';

it('starts with the physical cores, and knows what else to try', () => {
  expect([1, 2, 4, 8, 64].map(firstThreads)).toEqual([1, 1, 2, 4, 8]);
  expect([[1, 1], [2, 1], [8, 4]].map(([cores, threads]) => otherThreads(cores!, threads!))).toEqual([undefined, 2, 1]);
});
