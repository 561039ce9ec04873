import type { Estimate } from '../contracts';
import { Z95 } from './jackknife';

function requireCounts(n: number, ...counts: number[]): void {
  const whole = [n, ...counts].every((count) => Number.isInteger(count) && count >= 0);
  if (!whole || counts.reduce((a, b) => a + b, 0) > n) {
    throw new RangeError(`impossible counts: ${counts.join(' + ')} of ${n}`);
  }
}

/**
 * A share `successes` / n with Wilson's 95 % score interval. With n = 0 the value is NaN and the interval [0, 1].
 * @throws RangeError for counts that can't be
 */
export function wilson(successes: number, n: number): Estimate {
  requireCounts(n, successes);
  if (n === 0) return { value: NaN, low: 0, high: 1 };
  const value = successes / n;
  const square = Z95 * Z95;
  const centre = (successes + square / 2) / (n + square);
  const half = (Z95 / (n + square)) * Math.sqrt(n * value * (1 - value) + square / 4);
  return {
    value,
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === n ? 1 : Math.min(1, centre + half),
  };
}

/** Tango's score for a true change δ, with the nuisance share q at its maximum likelihood; falls as δ grows. */
function tangoScore(gained: number, lost: number, n: number, change: number): number {
  const difference = gained - lost - n * change;
  const a = 2 * n;
  const b = -gained - lost + (2 * n - gained + lost) * change;
  const c = -lost * change * (1 - change);
  const rootOf = Math.sqrt(Math.max(0, b * b - 4 * a * c));
  const q = b > 0 ? (-2 * c) / (b + rootOf) : (rootOf - b) / (2 * a);
  const variance = n * (2 * q + change * (1 - change));
  if (difference === 0) return 0;
  return difference / Math.sqrt(Math.max(0, variance));
}

/** Where a score that falls from `from` to `to` crosses `target`; an end that it doesn't reach is the answer itself. */
function crossing(score: (change: number) => number, target: number, from: number, to: number): number {
  let low = from;
  let high = to;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (score(middle) > target) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * Change of a share on the same n images, (gained − lost) / n, with Tango's 95 % score interval
 * (Statistics in Medicine 17, 1998, 891). With n = 0 the value is NaN and the interval [−1, 1].
 * @param gained images turned right
 * @param lost images turned wrong
 * @throws RangeError for counts that can't be
 */
export function tango(gained: number, lost: number, n: number): Estimate {
  requireCounts(n, gained, lost);
  if (n === 0) return { value: NaN, low: -1, high: 1 };
  const value = (gained - lost) / n;
  const score = (change: number) => tangoScore(gained, lost, n, change);
  return {
    value,
    low: Math.min(value, crossing(score, Z95, -1, value)),
    high: Math.max(value, crossing(score, -Z95, value, 1)),
  };
}

/** The ends of an interval rounded to `digits` decimals away from each other, so that the printed interval holds the real one. */
export function outward(low: number, high: number, digits: number): [number, number] {
  const factor = 10 ** digits;
  const slack = 1e-9;
  const round = (value: number, way: (x: number) => number, by: number) => way(value * factor + by) / factor + 0;
  return [round(low, Math.floor, slack), round(high, Math.ceil, -slack)];
}

/** Tango's interval of a change in points. */
export function changeInPoints(gained: number, lost: number, n: number): Estimate {
  const { value, low, high } = tango(gained, lost, n);
  return { value: 100 * value, low: 100 * low, high: 100 * high };
}
