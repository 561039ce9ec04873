import type { BlockProfile } from '../contracts';
import type { BlockMoments } from './moments';
import { meanOf } from './moments';

/** Per kept class, first-order contributions whose mean over classes is the block's spread² and rest², [K] each. */
export interface Influence {
  spread: Float64Array;
  rest: Float64Array;
}

/** (Σ_j (a_j − 1) (m_jc − p_c) / (K − 1)), the covariance of a class's scale with each channel, [C]. */
function scaleCovariance(mean: Float32Array, { kept, channels, all, classScale }: BlockMoments): Float64Array {
  const covariance = new Float64Array(channels);
  kept.forEach((k, i) => {
    const weight = (classScale[i] - 1) / (kept.length - 1);
    for (let c = 0, at = k * channels; c < channels; c++, at++) covariance[c] += weight * (mean[at] - all[c]);
  });
  return covariance;
}

/**
 * Makes resampling classes cheap: with multiplicities r_k, a resample's spread² is Σ r_k spread_k / K, in O(K) instead of O(K · C).
 * Leaves out only what 'all' itself does at second order (of order 1 / K). `scale² = p'Σp / C p'p − noise` moves at first order
 * with p as well, so a class's contribution to it has the gradient in p.
 */
export function influenceOf({ mean }: BlockProfile, moments: BlockMoments): Influence {
  const { channels, kept, all, power, classScale, deviation, noise, scaleNoise } = moments;
  const classes = kept.length;
  const unbias = classes / (classes - 1);
  const spread = deviation.map((d, i) => (d * unbias - noise[i]) / channels);
  const covariance = scaleCovariance(mean, moments);
  const noiseMean = meanOf(scaleNoise);
  const variance = meanOf(classScale.map((a) => (a - 1) ** 2)) * unbias;
  const rest = spread.map((value, i) => {
    let along = 0;
    for (let c = 0, at = kept[i] * channels; c < channels; c++, at++) along += covariance[c] * (mean[at] - all[c]);
    const excess = classScale[i] - 1;
    const own = (excess * excess * unbias - scaleNoise[i]) * power;
    const gradient = 2 * (along - power * excess * (variance + noiseMean));
    return value - (own + gradient) / channels;
  });
  return { spread, rest };
}
