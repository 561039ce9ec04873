import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { fullRow } from '../../analysis/siblingRows';
import type { DepthRow } from '../../charts/depth-rows/geometry';
import type { BlockStatistics, SiblingRow } from '../../contracts';
import { useAppState, useSession } from '../context';
import { siblingRecipe } from './words';

type Series = NonNullable<DepthRow['extra']>;

/** Class spread of each seed of a row as thin lines over `blocks`; the first carries the label. */
export function seedLines({ runs }: SiblingRow, blocks: readonly BlockStatistics['block'][], label?: string): Series {
  return runs.map(({ seed, spread }, i) => ({
    key: `seed ${seed}`,
    thin: true,
    ...(i === 0 && label !== undefined ? { label } : {}),
    values: blocks.map((block) => spread[block]),
  }));
}

/** Siblings with SE in every block, for the first row of the rows; no `lines` where the folder has no siblings. `detail` says what they are: mostly a smaller network, trained for less long. */
export function useSeedLines(statistics: readonly BlockStatistics[]): { lines: Series; detail?: string } {
  const { t } = useTranslation();
  const session = useSession();
  const listed = useAppState((state) => state.manifest?.files['siblings.json'] !== undefined);
  const ready = useAppState((state) => state.ready);
  const siblings = useAppState((state) => state.siblings);
  useEffect(() => {
    if (listed && ready) session.loadSiblings();
  }, [listed, ready, session]);
  return useMemo(() => {
    const full = siblings && fullRow(siblings.rows);
    if (!full) return { lines: [] };
    return { lines: seedLines(full, statistics.map(({ block }) => block), t('siblings.seeds')), detail: t('siblings.seedsDetail', { recipe: siblingRecipe(t, siblings) }) };
  }, [siblings, statistics, t]);
}
