import type { Estimate } from '../contracts';
import { quantile } from './percentiles';

/** Milliseconds: median and quartiles. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

/** Two networks timed in turns. */
export interface TimedTurns {
  n: number;
  before: Spread;
  after: Spread;
  /** Median of before − after within a pair, with its 95 % interval. */
  saved: Estimate;
  /** The interval lies on one side of zero. */
  told: boolean;
}

/**
 * The median of a sample with its 95 % interval from order statistics: the widest tails of which a binomial with p = ½ gives at most 2.5 %
 * each (the sign test inverted), so it takes no shape for granted. Under six values the interval is all of them.
 */
export function medianInterval(values: ArrayLike<number>): Estimate {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let cumulative = 0;
  let log = -n * Math.LN2;
  let left = 0;
  while (left < n / 2) {
    cumulative += Math.exp(log);
    if (cumulative > 0.025) break;
    log += Math.log((n - left) / (left + 1));
    left++;
  }
  const from = Math.max(0, left - 1);
  return { value: quantile(sorted, 0.5), low: sorted[from], high: sorted[n - 1 - from] };
}

/** @throws RangeError unless both have as many values, and some */
export function compareTurns(before: ArrayLike<number>, after: ArrayLike<number>): TimedTurns {
  if (before.length !== after.length || before.length === 0) throw new RangeError(`${before.length} times before and ${after.length} after`);
  const saved = medianInterval(Float64Array.from(before, (time, i) => time - after[i]));
  return { n: before.length, before: spreadOf(before), after: spreadOf(after), saved, told: saved.low > 0 || saved.high < 0 };
}

function spreadOf(values: ArrayLike<number>): Spread {
  const sorted = Float64Array.from(values).sort();
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}
