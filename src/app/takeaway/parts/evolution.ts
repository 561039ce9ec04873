import i18next from 'i18next';
import type { Evolution } from '../../../contracts';
import type { Cell, Table } from '../../../export/table';
import type { State } from '../../../store/store';
import type { Part } from '../offers';
import { sourceOf } from '../source';

/** Every block at every point of the training. */
export function pointsTable(state: State, { blocks, points, images, n }: Evolution): Table {
  return {
    name: 'training',
    title: i18next.t('takeaway.training.points'),
    source: sourceOf(state, images),
    columns: [
      { name: 'training', unit: 'share' },
      { name: 'epochs' },
      { name: 'size', unit: 'px' },
      { name: 'top1', unit: 'share' },
      { name: 'top5', unit: 'share' },
      { name: 'n', unit: 'images' },
      { name: 'block' },
      { name: 'mean', unit: 'excitation' },
      { name: 'class_spread', unit: 'excitation' },
      { name: 'image_spread', unit: 'excitation' },
      { name: 'above_0.9', unit: 'share' },
    ],
    rows: () =>
      points.flatMap(({ share, epochs, size, top1, top5, mean, spread, image, above }) =>
        blocks.map((block, i): Cell[] => [share, epochs, size, top1, top5, n, block, mean[i], spread[i], image[i], above[i]]),
      ),
  };
}

export const evolutionPart = (state: State, evolution: Evolution): Part => ({ figures: [], tables: [pointsTable(state, evolution)] });
