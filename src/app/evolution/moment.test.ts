import { expect, test } from 'vitest';
import type { EvolutionPoint } from '../../contracts';
import { startI18n } from '../../locales/i18n';
import { momentsOf, trainingShare } from './moment';

test('the end of the training is the network as it ships, not a point of its own', () => {
  const point = (share: number): EvolutionPoint => ({ share, epochs: 0, size: 32, top1: 0, top5: 0, mean: [], spread: [], image: [], above: [], curves: {} });
  const points = [0, 0.5, 1].map(point);
  expect(momentsOf({ images: '', n: 1, blocks: [], classes: [], points })).toEqual(points.slice(0, 2));
});

test('early points keep a decimal', async () => {
  await startI18n();
  expect([0, 0.003, 0.01, 0.14].map(trainingShare)).toEqual(['0\u00a0%', '0.3\u00a0%', '1\u00a0%', '14\u00a0%']);
});
