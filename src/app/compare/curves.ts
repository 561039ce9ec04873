import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlockSeparation } from '../../analysis/separation';
import { sortedOrder } from '../../analysis/curves';
import type { ClassCurve } from '../../charts/excitation-panel/paint';
import { formatFixed, formatSigned } from '../../locales/format';
import type { BlockData } from '../figure/curves';
import type { Pair, Subject } from './subjects';

const two = (value: number) => formatFixed(value, 2);

/** A subject's curve in a block. */
export function subjectCurve({ key, label, colour, moments }: Subject, { statistics }: BlockData): ClassCurve {
  const { mean, std } = moments(statistics.block);
  return { key, label, colour, mean, sd: std };
}

export interface PairCurves {
  order: Uint32Array;
  a: ClassCurve;
  b: ClassCurve;
  /** One channel in words. */
  describe: (channel: number) => string;
}

export function usePairCurves(data: BlockData, { a, b }: Pair, { difference }: BlockSeparation): PairCurves {
  const { t } = useTranslation();
  const order = useMemo(() => sortedOrder(data.statistics.all), [data]);
  const curves = useMemo(() => ({ a: subjectCurve(a, data), b: subjectCurve(b, data) }), [a, b, data]);
  const describe = useCallback(
    (channel: number) => {
      const values = [curves.a, curves.b].map(({ label, mean, sd }) =>
        sd ? t('compare.itemSd', { name: label, value: two(mean[channel]!), sd: two(sd[channel]!) }) : t('compare.item', { name: label, value: two(mean[channel]!) }),
      );
      return t('compare.readout', { channel, values: values.join(', '), difference: formatSigned(difference[channel]!, 2) });
    },
    [t, curves, difference],
  );
  return { order, ...curves, describe };
}
