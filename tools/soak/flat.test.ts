import { expect, test } from 'vitest';
import { flatness, type Sample } from './flat';

const sample = (minute: number, over: Partial<Sample> = {}): Sample => ({ minute, rounds: 3 * minute, heap: 120, page: 30, tensors: 161, listeners: 400, nodes: 4000, ...over });
const minutes = Array.from({ length: 11 }, (_, i) => i);

test('noise is flat, and so is what is loaded at the start', () => {
  expect(flatness(minutes.map((minute) => sample(minute, { heap: minute === 0 ? 60 : 120 + (minute % 3) }))).flat).toBe(true);
});

test('one tensor or ten megabytes more are not', () => {
  const { flat, words } = flatness(minutes.map((minute) => sample(minute, { tensors: 161 + Math.floor(minute / 5) })));
  expect(flat).toBe(false);
  expect(words).toContain('tensors: 161.0 → 162.0 GROWS');
  expect(flatness(minutes.map((minute) => sample(minute, { heap: 100 + 3 * minute }))).words).toContain('heap: 109.0 → 124.0 GROWS');
});

test('a short run says that it is short', () => {
  expect(flatness([sample(0), sample(1)]).words).toContain('too few');
});
