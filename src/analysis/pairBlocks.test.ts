import { expect, test } from 'vitest';
import type { BlockId } from '../contracts';
import { pairBlocks } from './pairBlocks';

const blocksOf = (counts: Record<number, number>) =>
  Object.entries(counts).flatMap(([stage, count]) => Array.from({ length: count }, (_, i) => ({ id: `SE_${Number(stage)}_${i + 1}` as BlockId, stage: Number(stage) })));

test('the same layout: block by block, one step apart', () => {
  const blocks = blocksOf({ 2: 3, 3: 4, 4: 6, 5: 3 });
  const { sameLayout, pairs, at } = pairBlocks(blocks, blocks);
  expect(sameLayout).toBe(true);
  expect(pairs.map(({ a, b }) => [a, b])).toEqual(blocks.map(({ id }) => [id, id]));
  expect([...at.a.values()]).toEqual(blocks.map((_, i) => i));
  expect(at.b).toEqual(at.a);
});

test('another depth: by stage, each block at its relative depth', () => {
  const { sameLayout, pairs, at } = pairBlocks(blocksOf({ 2: 2, 3: 2 }), blocksOf({ 2: 3, 3: 6 }));
  expect(sameLayout).toBe(false);
  expect(pairs.map(({ a, b }) => `${a} ${b}`)).toEqual([
    'SE_2_1 SE_2_1',
    'SE_2_2 SE_2_2',
    'SE_2_2 SE_2_3',
    'SE_3_1 SE_3_1',
    'SE_3_1 SE_3_2',
    'SE_3_1 SE_3_3',
    'SE_3_2 SE_3_4',
    'SE_3_2 SE_3_5',
    'SE_3_2 SE_3_6',
  ]);
  // Two blocks of a stage stand at a quarter and three quarters of it.
  expect([...at.a.values()]).toEqual([0.25, 1.75, 4, 7]);
  expect([...at.b.values()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});

test('a stage that one of them lacks has no partner, and no place of its', () => {
  const { sameLayout, pairs, at } = pairBlocks(blocksOf({ 2: 1, 3: 1, 4: 1 }), blocksOf({ 2: 1, 3: 1, 4: 1, 5: 2 }));
  expect(sameLayout).toBe(false);
  expect(pairs.slice(3)).toEqual([
    { stage: 5, a: undefined, b: 'SE_5_1' },
    { stage: 5, a: undefined, b: 'SE_5_2' },
  ]);
  expect([...at.a.keys()]).toHaveLength(3);
  expect(pairBlocks([], []).pairs).toEqual([]);
});
