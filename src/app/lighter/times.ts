import type { TFunction } from 'i18next';
import type { Spread, TimedTurns } from '../../analysis/turns';
import type { BackendName } from '../../contracts';
import { formatFixed, formatPercent } from '../../locales/format';

/** Both networks timed here. */
export interface Measured {
  turns: TimedTurns;
  backend: BackendName;
  threads: number;
}

const ms = (value: number) => formatFixed(value, 2);

/** "21.30 ms (20.90 to 22.00)" */
export const spreadText = (t: TFunction, { median, low, high }: Spread): string => t('lighter.time.row', { median: ms(median), low: ms(low), high: ms(high) });

/** What is saved, with its interval; or that it can't be told. */
export function savedText(t: TFunction, { saved: { value, low, high }, before, told }: TimedTurns): string {
  if (!told) return t('lighter.time.noise', { saved: ms(value), low: ms(low), high: ms(high) });
  if (value < 0) return t('lighter.time.costs', { saved: ms(-value), low: ms(-high), high: ms(-low) });
  return t('lighter.time.saves', { saved: ms(value), percent: formatPercent(value / before.median), low: ms(low), high: ms(high) });
}

/** How it was measured. */
export const whereText = (t: TFunction, { backend, threads, turns }: Measured): string => t('lighter.time.where', { backend, count: threads, n: turns.n });
