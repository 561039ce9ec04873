import type { ComponentProps } from 'react';
import i18next from 'i18next';
import { pull } from '../../../analysis/transplant';
import { PullDrawing } from '../../../charts/pull-matrix/PullDrawing';
import type { BlockId, ImageResult } from '../../../contracts';
import type { Figure } from '../../../export/figure';
import type { Cell, Table } from '../../../export/table';
import type { State } from '../../../store/store';
import type { Transplanted } from '../../compare/useTransplants';
import type { Part } from '../offers';
import { drawn } from '../render';
import { sourceOf } from '../source';
import { classNames } from './names';

interface Transplant {
  image: string;
  giver: string;
  ids: readonly BlockId[];
  found: readonly Transplanted[];
  live: ImageResult;
  classes: { a: number; b: number };
  drawing: ComponentProps<typeof PullDrawing>;
}

/** One image with another class's gates in each run of blocks: the matrix, and its numbers with both probabilities. */
export function transplantPart(state: State, { image, giver, ids, found, live, classes: { a, b }, drawing }: Transplant): Part {
  const t = i18next.t;
  const names = classNames(state.manifest);
  const name = `${image} with gates of ${giver}`;
  const title = t('compare.transplant.label', { name: image, giver });
  const source = sourceOf(state, t('compare.transplant.note', { a: names(a), b: names(b), giver }), t('takeaway.source.image', { name: image }));
  const make = (): Figure => ({ name, title, legend: [], charts: [{ ...drawn(<PullDrawing {...drawing} />, 560), x: 0, y: 0 }], source });
  const table: Table = {
    name,
    title,
    source,
    columns: [{ name: 'first_block' }, { name: 'last_block' }, { name: 'pull', unit: 'log-odds' }, ...[a, b].map((id) => ({ name: `probability_${names(id)}`, unit: 'share' }))],
    rows: () => [
      ['', '', 0, live.probabilities[a], live.probabilities[b]],
      ...found.map(({ from, to, result }): Cell[] => [ids[from]!, ids[to]!, pull(live.logits, result.logits, { a, b }), result.probabilities[a], result.probabilities[b]]),
    ],
  };
  return { figures: [{ name, title, make }], tables: [table] };
}
