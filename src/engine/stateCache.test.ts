import { memory, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { startCpuOnly } from './devices.fixture';
import type { BlockState } from './stateCache';
import { StateCache } from './stateCache';

const STATE_BYTES = 2 * 4 * 10;
const state = (): BlockState => [zeros([1, 1, 1, 10]), zeros([1, 1, 1, 10])];

beforeAll(async () => void (await startCpuOnly('cpu')));

it('throws out the prefix used longest ago, never the one being stored', () => {
  const before = memory().numTensors;
  const cache = new StateCache(4 * STATE_BYTES);
  for (const [prefix, chunk] of [['a', 0], ['a', 1], ['b', 0], ['b', 1]] as const) cache.put(prefix, chunk, state());
  cache.get('a', 0);
  for (const chunk of [0, 1, 2]) cache.put('c', chunk, state());
  const has = (prefix: string) => [0, 1, 2].filter((chunk) => cache.get(prefix, chunk));
  expect([has('a'), has('b'), has('c')]).toEqual([[], [], [0, 1, 2]]);
  for (const chunk of [3, 4, 5]) cache.put('c', chunk, state());
  expect(has('c')).toEqual([0, 1, 2]);
  expect(cache.get('c', 4)).toBeUndefined();
  expect(memory().numTensors - before).toBe(8);
  cache.clear();
  expect(memory().numTensors).toBe(before);
});

it('disposes what it has already or has no room for', () => {
  const before = memory().numTensors;
  const cache = new StateCache(STATE_BYTES);
  cache.put('a', 0, state());
  cache.put('a', 0, state());
  cache.put('a', 1, state());
  expect(memory().numTensors - before).toBe(2);
  cache.clear();
});
