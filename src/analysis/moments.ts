import type { BlockProfile } from '../contracts';

/** Sums over one block's profile from which every statistic of DESIGN.md follows; K is the number of kept classes. */
export interface BlockMoments {
  channels: number;
  /** Classes with two images or more. */
  kept: number[];
  /** p_c, mean of the class means, [C]. */
  all: Float64Array;
  /** Σ_c p_c² */
  power: number;
  /** a_k = Σ_c m_kc p_c / Σ_c p_c², [K]; zero throughout where p is. */
  classScale: Float64Array;
  /** Σ_c (m_kc − p_c)², [K]. */
  deviation: Float64Array;
  /** Σ_c s_kc², [K]. */
  within: Float64Array;
  /** Σ_c s_kc² / n_k, [K]. */
  noise: Float64Array;
  /** sd_k² / n_k, [K]. */
  scaleNoise: Float64Array;
}

/** Classes with at least two images, and those left out. */
export function keptClasses(count: ArrayLike<number>): { kept: number[]; leftOut: number[] } {
  const kept: number[] = [];
  const leftOut: number[] = [];
  for (let k = 0; k < count.length; k++) (count[k] >= 2 ? kept : leftOut).push(k);
  return { kept, leftOut };
}

/** p_c: mean over the kept classes of `mean` [K, C]. */
function meanOfClasses(mean: Float32Array, kept: readonly number[], channels: number): Float64Array {
  const all = new Float64Array(channels);
  for (const k of kept) {
    for (let c = 0, at = k * channels; c < channels; c++, at++) all[c] += mean[at];
  }
  return all.map((value) => value / kept.length);
}

/** @throws RangeError with fewer than two classes that have two images: nothing can be said of classes then. */
export function blockMoments(profile: BlockProfile, count: ArrayLike<number>): BlockMoments {
  const { channels, mean, std, scaleSd } = profile;
  const { kept } = keptClasses(count);
  if (kept.length < 2) throw new RangeError('a profile needs two classes with two images each');
  const all = meanOfClasses(mean, kept, channels);
  const power = all.reduce((sum, p) => sum + p * p, 0);
  const zeros = () => new Float64Array(kept.length);
  const moments = { classScale: zeros(), deviation: zeros(), within: zeros(), noise: zeros(), scaleNoise: zeros() };
  kept.forEach((k, i) => {
    let along = 0;
    let deviation = 0;
    let within = 0;
    for (let c = 0, at = k * channels; c < channels; c++, at++) {
      const m = mean[at];
      const p = all[c];
      const s = std[at];
      along += m * p;
      deviation += (m - p) * (m - p);
      within += s * s;
    }
    moments.classScale[i] = power > 0 ? along / power : 0;
    moments.deviation[i] = deviation;
    moments.within[i] = within;
    moments.noise[i] = within / count[k];
    moments.scaleNoise[i] = scaleSd[k] ** 2 / count[k];
  });
  return { channels, kept, all, power, ...moments };
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

/** Class spread², scale² and rest² = spread² − scale², chance subtracted and not clipped: each may be below zero. */
export function squares(moments: BlockMoments): { spread: number; scale: number; rest: number } {
  const { channels, power, classScale, deviation, noise, scaleNoise } = moments;
  const classes = classScale.length;
  const spread = ((meanOf(deviation) * classes) / (classes - 1) - meanOf(noise)) / channels;
  const average = meanOf(classScale);
  const variance = classScale.reduce((sum, a) => sum + (a - average) ** 2, 0) / (classes - 1);
  const scale = ((variance - meanOf(scaleNoise)) * power) / channels;
  return { spread, scale, rest: spread - scale };
}
