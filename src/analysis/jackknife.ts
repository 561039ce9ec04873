import type { Estimate } from '../contracts';
import type { BlockMoments } from './moments';
import { meanOf, squares } from './moments';

/** Standard normal quantile of a two-sided 95 % interval. */
export const Z95 = 1.959964;

const root = (square: number) => Math.sqrt(Math.max(0, square));

/** Spread² with each class left out in turn, [K], exact in O(K): leaving out k takes d_k² K / (K − 1) from the sum of squares about the mean. */
export function spreadWithoutEach(moments: BlockMoments): Float64Array {
  const { channels, deviation, noise } = moments;
  const classes = deviation.length;
  const deviations = meanOf(deviation) * classes;
  const noises = meanOf(noise) * classes;
  return deviation.map(
    (d, k) =>
      ((deviations - (d * classes) / (classes - 1)) / (classes - 2) - (noises - noise[k]) / (classes - 1)) / channels,
  );
}

/** Of an estimate, from what it is with each part left out in turn. */
export function standardError(leftOut: Float64Array): number {
  const average = meanOf(leftOut);
  return Math.sqrt((leftOut.length - 1) * meanOf(leftOut.map((value) => (value - average) ** 2)));
}

/**
 * Class spread with its 95 % jackknife interval over classes: value ± 1.96 standard errors of the spread, low clipped at 0.
 * A root has no useful standard error near zero, so where the interval of spread² reaches zero the ends are 0
 * and the root of the upper end that spread² (at least 0) would have. With two classes nothing can be left out: the interval is [0, ∞).
 */
export function spreadEstimate(moments: BlockMoments): Estimate {
  const square = squares(moments).spread;
  const value = root(square);
  if (moments.kept.length < 3) return { value, low: 0, high: Infinity };
  const leftOut = spreadWithoutEach(moments);
  const halfSquare = Z95 * standardError(leftOut);
  if (square <= halfSquare) return { value, low: 0, high: root(Math.max(0, square) + halfSquare) };
  const half = Z95 * standardError(leftOut.map(root));
  return { value, low: Math.max(0, value - half), high: value + half };
}
