import i18next from 'i18next';
import type { BlockId, GateEdit, ImageResult } from '../../../contracts';
import type { Cell, Table } from '../../../export/table';
import type { State } from '../../../store/store';
import type { Part } from '../offers';
import { gatesLine, sourceOf } from '../source';
import { classNames, wordnetOf } from './names';

interface Asked {
  image: string;
  block: BlockId;
  /** [C] */
  gate: Float32Array;
  all: Float32Array;
  edit: GateEdit;
  before: ImageResult;
  /** [K]; undefined where no channel is changed. */
  after: Float32Array | undefined;
}

/** One image with some channels' gates changed: every channel's gate, and every class before and after. */
export function whatIfPart(state: State, { image, block, gate, all, edit, before, after }: Asked): Part {
  const t = i18next.t;
  const name = classNames(state.manifest);
  const edited = new Set(edit.channels);
  const what = `${image} ${block}`;
  const source = sourceOf(state, gatesLine(state), t('takeaway.source.image', { name: image }));
  const changed = (c: number): number | undefined => (edited.has(c) ? (edit.how === 'set' ? edit.value : gate[c]! * edit.value) : undefined);
  const channels: Table = {
    name: `${what} gates`,
    title: t('block.whatIf.label', { name: image, block }),
    source,
    columns: [{ name: 'channel' }, { name: 'gate', unit: 'excitation' }, { name: 'mean_of_all_classes', unit: 'excitation' }, { name: 'difference', unit: 'excitation' }, { name: 'changed_to', unit: 'excitation' }],
    rows: () => Array.from(gate, (value, c): Cell[] => [c, value, all[c], value - all[c]!, changed(c)]),
  };
  const classes: Table = {
    name: `${what} predictions`,
    title: t('block.whatIf.title'),
    source,
    columns: [{ name: 'class' }, { name: 'class_name' }, { name: 'wordnet' }, { name: 'probability_before', unit: 'share' }, { name: 'probability_after', unit: 'share' }],
    rows: () => Array.from(before.probabilities, (value, id): Cell[] => [id, name(id), wordnetOf(state.manifest, id), value, after?.[id]]),
  };
  return { figures: [], tables: [channels, ...(after ? [classes] : [])] };
}
