import { expect, test } from 'vitest';
import { byFalling, channelRange, channelStrength, received, sent } from './blockFlow';

const map = Float32Array.of(1, -3, 0, 1, 3, 0, -1, 3, 0, 1, -3, 2);

test('strength is the root mean square over positions, and orders channels', () => {
  const strength = channelStrength(map, 3);
  expect(Array.from(strength)).toEqual([1, 3, 1]);
  expect(byFalling(strength)).toEqual([1, 0, 2]);
  expect(channelRange(map, 3, 1)).toEqual([-3, 3]);
});

test('what is sent by all inputs to an output is what it receives', () => {
  const layer = { weight: Float32Array.of(1, 2, 3, 4, 5, 6), bias: Float32Array.of(0.5, 0.25, 0) };
  const input = [2, -1];
  expect(Array.from(sent(layer, input, 1))).toEqual([-4, -5, -6]);
  expect(Array.from(received(layer, input, 2))).toEqual([6, -6]);
});
