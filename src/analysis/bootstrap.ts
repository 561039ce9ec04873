import type { Estimate } from '../contracts';
import { quantile } from './percentiles';
import { seededRandom } from './random';

/** How often each of `classes` classes is drawn in one resample with replacement, for `resamples` resamples, one at a time. */
export function* resampledClasses(classes: number, resamples: number, seed: number): Generator<Float64Array> {
  const random = seededRandom(seed);
  const times = new Float64Array(classes);
  for (let resample = 0; resample < resamples; resample++) {
    times.fill(0);
    for (let draw = 0; draw < classes; draw++) times[Math.floor(random() * classes)]++;
    yield times;
  }
}

/** Σ_k times_k values_k / K: a mean over classes in one resample. */
export function resampledMean(values: Float64Array, times: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < values.length; k++) sum += times[k] * values[k];
  return sum / values.length;
}

/** A value with the 95 % percentile interval of its resamples, which is widened to hold the value. Any resample without a number makes it [−∞, ∞]. */
export function percentileInterval(value: number, resamples: ArrayLike<number>): Estimate {
  const sorted = Float64Array.from(resamples).sort();
  if (sorted.length === 0 || sorted.some(Number.isNaN) || Number.isNaN(value)) return { value, low: -Infinity, high: Infinity };
  return {
    value,
    low: Math.min(value, quantile(sorted, 0.025)),
    high: Math.max(value, quantile(sorted, 0.975)),
  };
}
