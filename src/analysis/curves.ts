import type { BlockProfile } from '../contracts';
import { percentileBand } from './percentiles';

/** Number of channels that the paper draws of a block. */
const PAPER_CHANNELS = 50;

/** Channel indices by ascending 'all', which makes it one smooth curve; equal values keep their order. */
export function sortedOrder(all: ArrayLike<number>): Uint32Array {
  return Uint32Array.from(Array.from({ length: all.length }, (_, c) => c).sort((a, b) => all[a] - all[b]));
}

/** The paper's order: `count` evenly spaced indices in [0, C), or all of them where there are fewer. */
export function paperOrder(channels: number, count = PAPER_CHANNELS): Uint32Array {
  const drawn = Math.min(count, channels);
  return Uint32Array.from({ length: drawn }, (_, i) => Math.floor((i * channels) / drawn));
}

/** Values picked in an order of channels. */
export function inOrder(values: ArrayLike<number>, order: ArrayLike<number>): Float32Array {
  return Float32Array.from(order, (c) => values[c]);
}

/** One class's row of a [K, C] array, without a copy. */
export function classRow(values: Float32Array, k: number, channels: number): Float32Array {
  return values.subarray(k * channels, (k + 1) * channels);
}

/** a = Σ_c m_c p_c / Σ_c p_c² of a curve [C], the scale that brings 'all' nearest to it; 0 where 'all' is zero throughout. */
export function curveScale(curve: ArrayLike<number>, all: ArrayLike<number>): number {
  let along = 0;
  let power = 0;
  for (let c = 0; c < all.length; c++) {
    along += curve[c] * all[c];
    power += all[c] * all[c];
  }
  return power > 0 ? along / power : 0;
}

/** m_c − a p_c, [C]: what is left of a class's or an image's curve after its own scaled 'all'. */
export function residual(curve: ArrayLike<number>, all: ArrayLike<number>, scale = curveScale(curve, all)): Float32Array {
  return Float32Array.from(all, (p, c) => curve[c] - scale * p);
}

/** 10th and 90th percentile of m_kc − a_k p_c over the classes `kept`, per channel; `classScale` is a_k in their order. */
export function residualBand(
  { mean, channels }: BlockProfile,
  { all, kept, classScale }: { all: ArrayLike<number>; kept: readonly number[]; classScale: ArrayLike<number> },
): { p10: Float32Array; p90: Float32Array } {
  const residuals = new Float32Array(mean.length);
  kept.forEach((k, i) => {
    for (let c = 0, at = k * channels; c < channels; c++, at++) residuals[at] = mean[at] - classScale[i] * all[c];
  });
  return percentileBand(residuals, channels, kept);
}

export interface StandingOut {
  channel: number;
  /** Curve minus 'all'. */
  difference: number;
  /** The difference in standard deviations of that channel; 0 where both are zero. */
  deviations: number;
}

/** The `count` channels where a curve differs most from 'all', largest difference first. */
export function standOut(curve: ArrayLike<number>, all: ArrayLike<number>, std: ArrayLike<number>, count = 5): StandingOut[] {
  return Array.from({ length: all.length }, (_, channel) => {
    const difference = curve[channel] - all[channel];
    return { channel, difference, deviations: difference === 0 ? 0 : difference / std[channel] };
  })
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || a.channel - b.channel)
    .slice(0, count);
}

/** Lowest, highest and mean value in each pixel column. */
export interface Envelope {
  min: Float32Array;
  max: Float32Array;
  mean: Float32Array;
}

/** An ordered curve squeezed into at most `columns` columns of nearly equal length; no peak is lost. */
export function envelope(values: ArrayLike<number>, columns: number): Envelope {
  const width = Math.max(0, Math.min(Math.floor(columns), values.length));
  const result = { min: new Float32Array(width), max: new Float32Array(width), mean: new Float32Array(width) };
  for (let column = 0; column < width; column++) {
    const start = Math.floor((column * values.length) / width);
    const end = Math.floor(((column + 1) * values.length) / width);
    let min = Infinity;
    let max = -Infinity;
    let sum = 0;
    for (let c = start; c < end; c++) {
      min = Math.min(min, values[c]);
      max = Math.max(max, values[c]);
      sum += values[c];
    }
    result.min[column] = min;
    result.max[column] = max;
    result.mean[column] = sum / (end - start);
  }
  return result;
}
