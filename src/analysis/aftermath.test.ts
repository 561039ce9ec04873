import { expect, it } from 'vitest';
import type { Aftermath, BlockId, Siblings } from '../contracts';
import { fatesOf, foretold } from './aftermath';
import { tango } from './intervals';

const turned = (gained: number, lost: number) => ({ right: 400 + gained - lost, gained, lost });
const aftermath: Aftermath = {
  n: 1000,
  epochs: 1,
  live: 400,
  control: turned(5, 4),
  rows: [
    { setting: { SE_5_3: 'frozen' }, asItIs: turned(3, 5), finetuned: turned(4, 5) },
    { setting: { SE_5_2: 'off', SE_5_3: 'off' }, asItIs: turned(5, 60), repaired: { ...turned(10, 20), images: 1000 }, finetuned: turned(6, 5) },
    { setting: { SE_2_1: 'off' }, asItIs: turned(1, 100), finetuned: turned(2, 9) },
  ],
};
const run = (top1: number, seed: number) => ({ seed, n: 1000, top1, top5: 0.8, spread: {}, tail: [] });
const row = (id: string, blocks: BlockId[], top1: number[]) => ({ id, name: id, blocks, parameters: 1, macs: 1, runs: top1.map(run) });
const all: BlockId[] = ['SE_2_1', 'SE_5_1', 'SE_5_2', 'SE_5_3'];
const siblings: Siblings = { schedule: { epochs: 8, sizes: [] }, rows: [row('all', all, [0.41, 0.43]), row('late', ['SE_2_1', 'SE_5_1'], [0.4, 0.41])] };

it('each fate in points, with its own interval; siblings where they lack just these blocks', () => {
  const [one, two, early] = fatesOf(aftermath, siblings);
  const { value, low, high } = tango(3, 5, 1000);
  expect(one!.changes.asItIs).toEqual({ value: 100 * value, low: 100 * low, high: 100 * high });
  expect(Object.keys(one!.changes)).toEqual(['asItIs', 'finetuned']);
  expect(Object.keys(two!.changes)).toEqual(['asItIs', 'repaired', 'finetuned', 'without']);
  expect(two!.changes.repaired!.value).toBeCloseTo(-1);
  // Means 42 and 40.5; s² = (2 + 0.5) / 2 with 2 degrees of freedom; t.975,2 = 4.302653.
  expect(two!.changes.without!.value).toBeCloseTo(-1.5);
  expect(two!.changes.without!.high).toBeCloseTo(-1.5 + 4.302653 * Math.sqrt(1.25), 4);
  expect(early!.changes.without).toBeUndefined();
  expect(fatesOf(aftermath, undefined)[1]!.changes.without).toBeUndefined();
});

it('the rank correlation of the first with the third', () => {
  // As they are −0.2, −5.5, −9.9; trained on −0.1, 0.1, −0.7.
  expect(foretold(fatesOf(aftermath, siblings))).toBeCloseTo(0.5);
  expect(foretold([])).toBeNaN();
});
