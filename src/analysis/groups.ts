import type { BlockProfile } from '../contracts';
import { classRow } from './curves';
import type { GroupMoments } from './distance';
import { student95 } from './studentT';

/** Mean and standard deviation over images of the excitations of one block, [C] each (Welford's, in double precision). */
export function groupMoments(rows: readonly ArrayLike<number>[]): GroupMoments {
  const channels = rows[0]?.length ?? 0;
  const mean = new Float64Array(channels);
  const squares = new Float64Array(channels);
  rows.forEach((row, i) => {
    for (let c = 0; c < channels; c++) {
      const d = row[c] - mean[c];
      mean[c] += d / (i + 1);
      squares[c] += d * (row[c] - mean[c]);
    }
  });
  const std = rows.length > 1 ? Float32Array.from(squares, (sum) => Math.sqrt(sum / (rows.length - 1))) : undefined;
  return { n: rows.length, mean: Float32Array.from(mean), std };
}

/** One class of a profile as a group; views, without a copy. A class with one image has no standard deviation. */
export function classGroup({ mean, std, channels }: BlockProfile, k: number, n: number): GroupMoments {
  return { n, mean: classRow(mean, k, channels), std: n > 1 ? classRow(std, k, channels) : undefined };
}

/** Mean over some channels of a curve [C]. */
export function channelMean(values: ArrayLike<number>, channels: readonly number[]): number {
  return channels.reduce((sum, c) => sum + values[c], 0) / channels.length;
}

/**
 * Half of the 95 % interval of a group's mean over some channels; undefined with one image. Of several channels it is the widest that
 * it can be, reached when they all move together: their standard deviations are averaged.
 */
function channelHalf({ n, std }: GroupMoments, channels: readonly number[]): number | undefined {
  return std && n > 1 ? (student95(n - 1) * channelMean(std, channels)) / Math.sqrt(n) : undefined;
}

export interface RankedClass {
  id: number;
  value: number;
  half: number;
}

/** Classes with two images or more by how far they open some channels' gates (their mean), most open first; ties by id. */
export function rankClasses(block: BlockProfile, count: ArrayLike<number>, channels: readonly number[]): RankedClass[] {
  return Array.from({ length: count.length }, (_, id) => id)
    .filter((id) => count[id] >= 2)
    .map((id) => {
      const group = classGroup(block, id, count[id]);
      return { id, value: channelMean(group.mean, channels), half: channelHalf(group, channels)! };
    })
    .sort((a, b) => b.value - a.value || a.id - b.id);
}
