import type { BlockProfile } from '../contracts';

/** Channels' means over n images of a block, and their standard deviations (n − 1) where n is two or more; [C] each. */
export interface GroupMoments {
  n: number;
  mean: Float32Array;
  std?: Float32Array;
}

const root = (square: number) => Math.sqrt(Math.max(0, square));

/** Mean over channels of s² / n; 0 where n is one, since nothing is known then. */
function noiseOf({ n, std }: GroupMoments): number {
  return std ? std.reduce((sum, s) => sum + s * s, 0) / n / std.length : 0;
}

/** Root mean square difference of two groups over the channels of a block, sampling noise subtracted, at least 0. */
export function groupDistance(a: GroupMoments, b: GroupMoments): number {
  let sum = 0;
  for (let c = 0; c < a.mean.length; c++) sum += (a.mean[c] - b.mean[c]) ** 2;
  return root(sum / a.mean.length - noiseOf(a) - noiseOf(b));
}

/**
 * Class × class distance at a block, [K, K] flat: √max(0, mean over channels of (m₁ − m₂)² − s₁²/n₁ − s₂²/n₂).
 * NaN for classes with fewer than two images.
 */
export function classDistances({ channels, mean, std }: Pick<BlockProfile, 'channels' | 'mean' | 'std'>, count: ArrayLike<number>): Float32Array {
  const classes = count.length;
  const rows = Array.from({ length: classes }, (_, k) => mean.subarray(k * channels, (k + 1) * channels));
  const noise = rows.map((_, k) => (count[k] < 2 ? Number.NaN : noiseOf({ n: count[k], mean: rows[k], std: std.subarray(k * channels, (k + 1) * channels) })));
  const distances = new Float32Array(classes * classes);
  for (let k = 0; k < classes; k++) {
    if (Number.isNaN(noise[k])) distances[k * classes + k] = Number.NaN;
    for (let l = k + 1; l < classes; l++) {
      const square = squaredDifference(rows[k], rows[l]) / channels - noise[k] - noise[l];
      const distance = Number.isNaN(square) ? square : root(square);
      distances[k * classes + l] = distance;
      distances[l * classes + k] = distance;
    }
  }
  return distances;
}

function squaredDifference(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) {
    const d = a[c] - b[c];
    sum += d * d;
  }
  return sum;
}

/** Root mean square of the blocks' distances, each block weighing the same, [K, K] flat. */
export function jointDistances(blocks: readonly Float32Array[]): Float32Array {
  const joint = new Float32Array(blocks[0]?.length ?? 0);
  for (const distances of blocks) for (let i = 0; i < joint.length; i++) joint[i] += distances[i] ** 2;
  return joint.map((sum) => Math.sqrt(sum / blocks.length));
}
