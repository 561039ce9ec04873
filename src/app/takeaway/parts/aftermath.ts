import i18next from 'i18next';
import { FATES, type Fates } from '../../../analysis/aftermath';
import { mcnemar } from '../../../analysis/mcnemar';
import { settingKey } from '../../../analysis/outcome';
import type { Aftermath, Turned } from '../../../contracts';
import type { Cell, Table } from '../../../export/table';
import { formatCount } from '../../../locales/format';
import type { State } from '../../../store/store';
import type { Part } from '../offers';
import { sourceOf } from '../source';

const t = i18next.t;
const COUNTED = ['as_it_is', 'repaired', 'finetuned'] as const;

/** Settings as they are, repaired, trained on and trained without. */
export function aftermathPart(state: State, { n, rows, control }: Aftermath, fates: readonly Fates[]): Part {
  const turned = (of: Turned | undefined): Cell[] => (of ? [of.right, of.lost, of.gained, mcnemar(of.gained, of.lost)] : [undefined, undefined, undefined, undefined]);
  const nothing = Array.from({ length: 3 * FATES.length }, (): Cell => undefined);
  const table: Table = {
    name: 'after removal',
    title: t('remove.aftermath.title'),
    source: sourceOf(state, t('takeaway.source.record', { n: formatCount(n) })),
    columns: [
      { name: 'gates' },
      { name: 'n', unit: 'images' },
      ...FATES.flatMap((fate) => ['', '_low', '_high'].map((end) => ({ name: `${fate}_change${end}`, unit: 'points' }))),
      ...COUNTED.flatMap((name) => ['right', 'lost', 'gained'].map((what) => ({ name: `${name}_${what}`, unit: 'images' })).concat({ name: `${name}_p`, unit: 'McNemar’s exact test' })),
    ],
    rows: () => [
      ['control', n, ...nothing, ...turned(undefined), ...turned(undefined), ...turned(control)],
      ...rows.map(({ setting, asItIs, repaired, finetuned }, i): Cell[] => [
        settingKey(setting),
        n,
        ...FATES.flatMap((fate): Cell[] => {
          const change = fates[i]!.changes[fate];
          return [change?.value, change?.low, change?.high];
        }),
        ...turned(asItIs),
        ...turned(repaired),
        ...turned(finetuned),
      ]),
    ],
  };
  return { figures: [], tables: [table] };
}
