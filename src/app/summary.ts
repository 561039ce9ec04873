import type { TFunction } from 'i18next';
import type { DepthRow } from '../charts/depth-rows/geometry';
import { formatFixed } from '../locales/format';

interface Summed {
  label: string;
  values: ArrayLike<number>;
}

const two = (value: number) => formatFixed(value, 2);

/** Lowest, highest and mean of the finite values; undefined where there are none. */
export function rangeOf(values: ArrayLike<number>): { low: number; high: number; mean: number } | undefined {
  let [low, high, sum, count] = [Infinity, -Infinity, 0, 0];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
    sum += value;
    count++;
  }
  return count > 0 ? { low, high, mean: sum / count } : undefined;
}

/** What a chart shows, for those who don't see it: the range and the mean of each of its lines. */
export function rangesText(t: TFunction, lines: readonly Summed[], format: (value: number) => string = two): string {
  return lines
    .flatMap(({ label, values }) => {
      const range = rangeOf(values);
      return range ? [t('summary.range', { label, low: format(range.low), high: format(range.high), mean: format(range.mean) })] : [];
    })
    .join(' ');
}

/** The same of the rows over all blocks. */
export const rowsSummary = (t: TFunction, rows: readonly DepthRow[]): string =>
  rows.map(({ title, values, format }) => rangesText(t, [{ label: title, values: values.map((mark) => (typeof mark === 'object' ? mark.value : (mark ?? NaN))) }], format)).join(' ');
