import type { BlockId, Evolution } from '../contracts';

/** Of a block's class spread over training; shares of training are those of the file's points. */
export interface BlockCourse {
  block: BlockId;
  /** Where the spread first reached half of its last value; undefined where the last is zero. */
  half?: number;
  /** Where it was largest, and 1 − last / largest. */
  peak: number;
  fallen: number;
}

/** When each block's class spread came, and how much of it went again. */
export function courses({ blocks, points }: Evolution): BlockCourse[] {
  return blocks.map((block, i) => {
    const spread = points.map((point) => point.spread[i]!);
    const last = spread.at(-1)!;
    const largest = Math.max(...spread);
    const half = last > 0 ? points[spread.findIndex((value) => value >= last / 2)]!.share : undefined;
    return {
      block,
      ...(half === undefined ? {} : { half }),
      peak: points[spread.indexOf(largest)]!.share,
      fallen: largest > 0 ? 1 - last / largest : 0,
    };
  });
}
