import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { formatFixed } from '../../locales/format';
import type { BlockCurves, BlockData } from './curves';

const two = (value: number) => formatFixed(value, 2);

/** One channel of a block in words: all classes, the chosen ones with their sd, and the image. */
export function useReadout({ statistics }: BlockData, { classes, image }: Pick<BlockCurves, 'classes' | 'image'>): (channel: number) => string {
  const { t } = useTranslation();
  return useCallback(
    (channel) => {
      const { all, allStd } = statistics;
      const values = [
        t('figure.readoutAll', { value: two(all[channel]!), sd: two(allStd[channel]!) }),
        ...classes.map(({ label, mean, sd }) => t('figure.readoutItem', { name: label, value: two(mean[channel]!), sd: two(sd![channel]!) })),
        ...(image ? [t('figure.readoutImage', { value: two(image.excitation[channel]!) })] : []),
        ...(image?.gate ? [t('figure.readoutGate', { value: two(image.gate[channel]!) })] : []),
      ];
      return t('figure.readout', { channel, values: values.join(' · ') });
    },
    [t, statistics, classes, image],
  );
}
