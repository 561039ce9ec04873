import type { Estimate } from '../contracts';
import { meanOf } from './moments';
import { studentQuantile } from './studentQuantile';

/** Standard deviation pooled over groups of seeds, and its degrees of freedom ν; undefined where no group has two. */
export function pooled(groups: readonly (readonly number[])[]): { s: number; df: number } | undefined {
  const df = groups.reduce((sum, group) => sum + Math.max(0, group.length - 1), 0);
  if (df === 0) return undefined;
  const squares = groups.reduce((sum, group) => sum + squaresOf(group), 0);
  return { s: Math.sqrt(squares / df), df };
}

function squaresOf(group: readonly number[]): number {
  const mean = meanOf(group);
  return group.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}

/**
 * D, the smallest true difference of two groups' means that k seeds each would have shown at the 5 % level four times of five:
 * (t₀.₉₇₅,ν + t₀.₈,ν) · s · √(2/k), s pooled over all groups, k the smallest of them. In the unit of the values; undefined below two seeds a group.
 */
export function detectableDifference(groups: readonly (readonly number[])[]): number | undefined {
  const k = Math.min(...groups.map((group) => group.length));
  const spread = groups.length > 1 && k > 1 ? pooled(groups) : undefined;
  return spread && (studentQuantile(0.975, spread.df) + studentQuantile(0.8, spread.df)) * spread.s * Math.sqrt(2 / k);
}

/** Mean with Student's 95 % interval over seeds; without an interval (NaN) for one. */
export function seedMean(values: readonly number[]): Estimate {
  const value = meanOf(values);
  const k = values.length;
  const half = k > 1 ? studentQuantile(0.975, k - 1) * Math.sqrt(squaresOf(values) / (k - 1) / k) : NaN;
  return { value, low: value - half, high: value + half };
}

/** Mean of `group` minus mean of `other`, with the 95 % interval from the deviation pooled over all `groups`; without one (NaN) where no group has two seeds. */
export function seedDifference(group: readonly number[], other: readonly number[], groups: readonly (readonly number[])[]): Estimate {
  const value = meanOf(group) - meanOf(other);
  const spread = pooled(groups);
  const half = spread ? studentQuantile(0.975, spread.df) * spread.s * Math.sqrt(1 / group.length + 1 / other.length) : NaN;
  return { value, low: value - half, high: value + half };
}
