import type { TFunction } from 'i18next';
import { outward } from '../../analysis/intervals';
import { paired } from '../../analysis/outcome';
import type { Estimate, Outcome } from '../../contracts';
import { formatCount, formatFixed } from '../../locales/format';
import type { Two } from './sides';

/** "0.7 points less" */
export const pointsWord = (t: TFunction, points: number): string => t(points < 0 ? 'pair.accuracy.less' : 'pair.accuracy.more', { points: formatFixed(Math.abs(points), 1) });

/** Change of top-1 from the first network to the second, in points. */
export function changeInPoints(outcome: Outcome): Estimate {
  const { value, low, high } = paired(outcome).change.top1;
  return { value: 100 * value, low: 100 * low, high: 100 * high };
}

/** Which is right more often on the same images, with the interval, ends rounded outward. */
export function pairedSentence(t: TFunction, { a, b }: Two, outcome: Outcome): string {
  const { value, low, high } = changeInPoints(outcome);
  const [from, to] = outward(low, high, 1);
  const values = { a: a.label, b: b.label, n: formatCount(outcome.n), interval: t('pair.accuracy.interval', { low: pointsWord(t, from), high: pointsWord(t, to) }) };
  return Math.abs(value) < 0.05 ? t('pair.accuracy.same', values) : t('pair.accuracy.sentence', { ...values, change: pointsWord(t, value) });
}
