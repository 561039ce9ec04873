import { beforeAll, expect, test } from 'vitest';
import i18next from 'i18next';
import type { Evolution, EvolutionPoint } from '../../contracts';
import { laterSentences, startI18n } from '../../locales/i18n';
import { storyOf } from './story';

beforeAll(async () => {
  await startI18n();
  await laterSentences();
});

/** A row a block, a column a point of training at 0, 0.3, 7 and 100 %. */
function told(spreads: Record<string, [number, number, number, number]>): string[] {
  const blocks = Object.keys(spreads) as Evolution['blocks'];
  const points = [0, 0.003, 0.07, 1].map(
    (share, at): EvolutionPoint => ({ share, epochs: 0, size: 32, top1: 0, top5: 0, mean: [], spread: blocks.map((block) => spreads[block]![at]!), image: [], above: [], curves: {} }),
  );
  return storyOf(i18next.t, { images: '', n: 1, blocks, classes: [], points }).map((sentence) => sentence.replaceAll('\u00a0', ' '));
}

test('a block that has as much from the start as half of what is left has its own sentence, and no stage "after 0 %"', () => {
  expect(told({ SE_4_1: [0, 0.1, 0.1, 0.1], SE_5_1: [0.05, 0.2, 0.4, 0.08], SE_5_2: [0, 0.1, 0.2, 0.19], SE_5_3: [0, 0, 0.1, 0.1] })).toEqual([
    'Classes differed half as much as now after this much of the training: 0.3 % in stage 4, 0.3 to 7 % in stage 5. In SE_5_1 classes differed half as much as now from the start.',
    'Flattened again later: SE_5_1 by 80 % (peak after 7 %).',
  ]);
});

test('only such blocks, and none that never differ', () => {
  expect(told({ SE_2_1: [0.1, 0.1, 0.1, 0.1], SE_2_2: [0, 0, 0, 0] })).toEqual(['In SE_2_1 classes differed half as much as now from the start.', 'No block flattened again by a fifth or more.']);
});
