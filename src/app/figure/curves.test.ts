import { expect, it } from 'vitest';
import type { BlockId } from '../../contracts';
import { paperSix } from './curves';

const se = (...blocks: number[]): BlockId[] =>
  blocks.flatMap((count, i) => Array.from({ length: count }, (_, b): BlockId => `SE_${i + 2}_${b + 1}`));

it("draws the paper's six blocks of SE-ResNet-50, and their like elsewhere", () => {
  expect(paperSix(se(3, 4, 6, 3))).toEqual(['SE_2_3', 'SE_3_4', 'SE_4_6', 'SE_5_1', 'SE_5_2', 'SE_5_3']);
  expect(paperSix(se(2, 2, 2, 2))).toEqual(['SE_2_2', 'SE_3_2', 'SE_4_2', 'SE_5_1', 'SE_5_2']);
  expect(paperSix(se(18, 18, 18))).toEqual(['SE_2_18', 'SE_3_18', 'SE_4_16', 'SE_4_17', 'SE_4_18']);
  expect(paperSix(['SE_2_1'])).toEqual(['SE_2_1']);
  expect(paperSix([])).toEqual([]);
});
