import { expect, it } from 'vitest';
import { blockRanges, pull } from './transplant';

it('lists each run of blocks once, the short ones first', () => {
  expect(blockRanges(3)).toEqual([
    { from: 0, to: 0 }, { from: 1, to: 1 }, { from: 2, to: 2 },
    { from: 0, to: 1 }, { from: 1, to: 2 },
    { from: 0, to: 2 },
  ]);
  expect(blockRanges(16)).toHaveLength(136);
  expect(blockRanges(0)).toEqual([]);
});

it('is the change of log-odds between the two, and nothing else', () => {
  const before = [2, 0, 5];
  const after = [1, 1.5, -3];
  const odds = (logits: number[]) => Math.log(Math.exp(logits[1]!) / Math.exp(logits[0]!));
  expect(pull(before, after, { a: 0, b: 1 })).toBeCloseTo(odds(after) - odds(before), 12);
  expect(pull(before, after.map((logit) => logit + 7), { a: 0, b: 1 })).toBeCloseTo(2.5, 12);
  expect(pull(before, after, { a: 1, b: 0 })).toBeCloseTo(-2.5, 12);
});
