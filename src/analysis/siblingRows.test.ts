import { expect, test } from 'vitest';
import type { SiblingRow } from '../contracts';
import { fullRow, removedAfter, withoutBlocks } from './siblingRows';

test('what a row lacks, and the same removed after training', () => {
  const tail = (top1: number) => [{ setting: {}, top1: 0.5 }, { setting: { SE_2_2: 'frozen' as const }, top1 }];
  const run = { seed: 1, n: 10, top1: 0.5, top5: 0.7, spread: {}, tail: tail(0.4) };
  const row = { parameters: 1, macs: 1 };
  const all: SiblingRow = { ...row, id: 'all', blocks: ['SE_2_1', 'SE_2_2'], runs: [run, { ...run, tail: tail(0.3) }] };
  const early: SiblingRow = { ...row, id: 'early', blocks: ['SE_2_1'], runs: [{ ...run, tail: [] }] };
  expect(fullRow([early, all])).toBe(all);
  expect(withoutBlocks(all, early)).toEqual(['SE_2_2']);
  expect(removedAfter(all, ['SE_2_2'], 'frozen')).toEqual([0.4, 0.3]);
  expect(removedAfter(all, ['SE_2_2'], 'off')).toBeUndefined();
});
