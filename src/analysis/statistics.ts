import type { BlockProfile, BlockStatistics, Profile } from '../contracts';
import { residualBand } from './curves';
import { shareAbove, shareBelow } from './histogram';
import { spreadEstimate } from './jackknife';
import type { BlockMoments } from './moments';
import { blockMoments, keptClasses, meanOf, squares } from './moments';
import { percentileBand } from './percentiles';

/** A block is saturated when more than this share of its excitations exceeds 0.9. */
const SATURATED_SHARE = 0.5;
/** Scaled only: rest² below this part of spread². */
const SCALED_ONLY_PART = 0.25;
/** Fixed: standard deviation over images below this; dead: over channels too. */
const FIXED_SD = 0.01;

const root = (square: number) => Math.sqrt(Math.max(0, square));

/** Standard deviation over all images, each class weighing the same; with equal counts exactly that of the images, n − 1. */
function deviationOverImages(profile: BlockProfile, count: Uint32Array, { kept, all, channels }: BlockMoments): Float32Array {
  const variance = new Float64Array(channels);
  let images = 0;
  for (const k of kept) {
    const n = count[k];
    images += n;
    for (let c = 0, at = k * channels; c < channels; c++, at++) {
      const s = profile.std[at];
      const d = profile.mean[at] - all[c];
      variance[c] += ((n - 1) / n) * s * s + d * d;
    }
  }
  const factor = images / (images - 1) / kept.length;
  return Float32Array.from(variance, (value) => Math.sqrt(value * factor));
}

/** a_k of every class that has an image, also of those that the other statistics leave out, [K]. */
function scaleOfClasses({ mean }: BlockProfile, count: Uint32Array, { all, power, channels }: BlockMoments): Float32Array {
  return Float32Array.from(count, (n, k) => {
    if (n === 0) return NaN;
    if (power === 0) return 0;
    let along = 0;
    for (let c = 0; c < channels; c++) along += mean[k * channels + c] * all[c];
    return along / power;
  });
}

function traitsOf(above09: number, square: { spread: number; rest: number }, all: Float64Array, allStd: Float32Array) {
  const traits: BlockStatistics['traits'] = [];
  if (above09 > SATURATED_SHARE) traits.push('saturated');
  if (square.spread > 0 && square.rest < SCALED_ONLY_PART * square.spread) traits.push('scaled only');
  if (Math.sqrt(meanOf(allStd.map((s) => s * s))) < FIXED_SD) {
    traits.push('fixed');
    const average = meanOf(all);
    if (Math.sqrt(meanOf(all.map((p) => (p - average) ** 2))) < FIXED_SD) traits.push('dead');
  }
  return traits;
}

function statisticsOf(profile: Profile, block: BlockProfile): BlockStatistics {
  const { count, range } = profile;
  const moments = blockMoments(block, count);
  const { channels, kept, all } = moments;
  const square = squares(moments);
  const imageSquare = meanOf(moments.within) / channels;
  const total = Math.max(0, square.spread) + imageSquare;
  const allStd = deviationOverImages(block, count, moments);
  const rest = residualBand(block, moments);
  const above09 = shareAbove(block.hist, kept, range, 0.9);
  return {
    block: block.block,
    channels,
    all: Float32Array.from(all),
    allStd,
    ...percentileBand(block.mean, channels, kept),
    restP10: rest.p10,
    restP90: rest.p90,
    classScale: scaleOfClasses(block, count, moments),
    spread: spreadEstimate(moments),
    imageSpread: Math.sqrt(imageSquare),
    share: total > 0 ? Math.max(0, square.spread) / total : 0,
    scale: root(square.scale),
    rest: root(square.rest),
    above09,
    below01: shareBelow(block.hist, kept, range, 0.1),
    mean: meanOf(all),
    traits: traitsOf(above09, square, all, allStd),
    leftOut: keptClasses(count).leftOut,
  };
}

/**
 * Statistics of every block of a profile, in its order (DESIGN.md, Words). Classes with fewer than two images are left out.
 * @throws RangeError with fewer than two classes that have two images
 */
export function blockStatistics(profile: Profile): BlockStatistics[] {
  let largest = 0;
  return profile.blocks.map((block) => {
    const statistics = statisticsOf(profile, block);
    const spread = statistics.spread.value;
    const flattening = largest > 0 ? 1 - spread / largest : undefined;
    largest = Math.max(largest, spread);
    return { ...statistics, ...(flattening === undefined ? {} : { flattening }) };
  });
}
