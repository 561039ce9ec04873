import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { residual } from '../../analysis/curves';
import type { DepthRow } from '../../charts/depth-rows/geometry';
import type { ClassCurve } from '../../charts/excitation-panel/paint';
import type { BlockId, BlockStatistics, Evolution, EvolutionCurves, EvolutionPoint } from '../../contracts';
import { formatCount, formatFixed, formatPercent } from '../../locales/format';
import { useAppState } from '../context';
import type { ChosenClass } from '../figure/curves';

export interface Moment {
  evolution: Evolution;
  point: EvolutionPoint;
}

/** A share of the training as per cent, with a decimal where it is small: 0.3 %, 14 % */
export const trainingShare = (share: number): string => formatPercent(share, share > 0 && share < 0.01 ? 1 : 0);

/** Points before the end; the end itself is the network as it ships, known from more images. */
export function momentsOf({ points }: Evolution): EvolutionPoint[] {
  return points.filter(({ share }) => share < 1);
}

/** The point of training that is looked at; undefined: the finished network. */
export function useMoment(): Moment | undefined {
  const evolution = useAppState((state) => state.evolution);
  const at = useAppState((state) => state.moment);
  return useMemo(() => {
    const point = evolution && at !== undefined ? momentsOf(evolution)[at] : undefined;
    return evolution && point && { evolution, point };
  }, [evolution, at]);
}

export type KeptClass = ChosenClass & {
  /** Place among the classes whose curves were kept. */
  at: number;
};

/** The chosen classes whose curves were kept. */
export const keptClasses = ({ classes }: Evolution, chosen: readonly ChosenClass[]): KeptClass[] =>
  chosen.map((entry) => ({ ...entry, at: classes.indexOf(entry.id) })).filter(({ at }) => at >= 0);

export function momentClasses({ all, classes }: EvolutionCurves, kept: readonly KeptClass[]): ClassCurve[] {
  return kept.map(({ key, label, colour, at }) => ({ key, label, colour, mean: classes[at]!, rest: residual(classes[at]!, all) }));
}

/** The largest departure from a scaled mean over the whole training, for one scale at all points. */
export function restLimitOf({ evolution }: Moment): number {
  let limit = 0.1;
  for (const { curves } of evolution.points) {
    for (const { all, classes } of Object.values(curves).filter((kept) => kept !== undefined)) {
      for (const mean of classes) for (const value of residual(mean, all)) limit = Math.max(limit, Math.abs(value));
    }
  }
  return Math.ceil(limit * 10) / 10;
}

const two = (value: number) => formatFixed(value, 2);
const percent = (value: number) => formatPercent(value, 0);

/** One y scale for the whole training, so that a row grows instead of being stretched. */
function largestSpread({ points }: Evolution, statistics: readonly BlockStatistics[]): number {
  const recorded = points.flatMap(({ spread, image }) => [...spread, ...image]);
  return 1.06 * Math.max(0.01, ...recorded, ...statistics.flatMap(({ spread, imageSpread }) => [spread.value, imageSpread]));
}

export interface MomentRows {
  rows: DepthRow[];
  describe: (block: BlockId) => string;
  note: string;
}

/** The rows at the chosen point of training, with the finished network's values as thin lines; undefined where that is what is looked at. */
export function useMomentRows(statistics: readonly BlockStatistics[]): MomentRows | undefined {
  const { t } = useTranslation();
  const moment = useMoment();
  return useMemo(() => {
    if (!moment) return undefined;
    const { evolution, point } = moment;
    const of = (list: readonly number[], block: BlockId): number | undefined => list[evolution.blocks.indexOf(block)];
    const domain: [number, number] = [0, largestSpread(evolution, statistics)];
    const row = (key: string, list: readonly number[], final: (block: BlockStatistics) => number, rest: Omit<DepthRow, 'key' | 'mark' | 'values'>): DepthRow => ({
      key,
      mark: 'line',
      values: statistics.map(({ block }) => of(list, block)),
      extra: [{ key: 'final', label: t('training.final'), values: statistics.map(final), dash: '2 3' }],
      ...rest,
    });
    return {
      rows: [
        row('classes', point.spread, ({ spread }) => spread.value, { title: t('rows.classes'), note: t('rows.classesUnit'), domain, tone: 'accent', format: two }),
        row('images', point.image, ({ imageSpread }) => imageSpread, { title: t('rows.images'), note: t('rows.imagesUnit'), domain, tone: 'neutral', format: two }),
        row('above', point.above, ({ above09 }) => above09, { title: t('training.above'), note: t('training.aboveUnit'), domain: [0, 1], tone: 'neutral', format: percent }),
      ],
      describe: (block) => {
        const text = (list: readonly number[], format: (value: number) => string) => {
          const value = of(list, block);
          return value === undefined ? '–' : format(value);
        };
        return t('training.readout', { block, classes: text(point.spread, two), images: text(point.image, two), above: text(point.above, percent) });
      },
      note: t('training.rowsNote', { percent: trainingShare(point.share), n: formatCount(evolution.n) }),
    };
  }, [moment, statistics, t]);
}
