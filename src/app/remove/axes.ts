import { formatTick } from '../../locales/format';

/** Of per cents: 45 % */
export const percentTick = (percent: number): string => `${formatTick(percent)}\u00a0%`;

const compact = new Intl.NumberFormat('en', { notation: 'compact' });

/** 0, 5K, 1.2M, in every language, as `formatCompact`. */
export const countTick = (count: number): string => compact.format(count);
