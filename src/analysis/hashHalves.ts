import type { BlockId } from '../contracts';

/** In which half of a set an image lies; constants come from the first, and what they do is told of the second. */
export type Half = 1 | 2;

/**
 * Sorts images into two halves as they come, so that each has half of every class (one of them an image more) and none changes when more come:
 * images of a class come in pairs; the hash of a pair's first says where it goes, its second goes to the other half.
 */
export function hashSplitter(): (label: number, hash: bigint) => Half {
  const waiting = new Map<number, Half>();
  return (label, hash) => {
    const second = waiting.get(label);
    if (second) {
      waiting.delete(label);
      return second;
    }
    const half: Half = hash & 1n ? 1 : 2;
    waiting.set(label, half === 1 ? 2 : 1);
    return half;
  };
}

/**
 * The half of each image, 0 of those that don't count (hash 0), [N].
 * @param labels class of each; may be longer
 */
export function hashHalves(labels: ArrayLike<number>, hashes: BigUint64Array): Uint8Array {
  const halfOf = hashSplitter();
  return Uint8Array.from(hashes, (hash, image) => (hash === 0n ? 0 : halfOf(labels[image]!, hash)));
}

/** Class means of one half under way: by class, of each block's channels. */
export type HalfMeans = Map<number, { count: number; means: Float64Array[] }>;

/** Adds one image of that half, in place; `excitation` in the order of the blocks, [C] each. */
export function addToHalf(half: HalfMeans, label: number, excitation: readonly Float32Array[]): void {
  const own = half.get(label) ?? { count: 0, means: excitation.map(({ length }) => new Float64Array(length)) };
  half.set(label, own);
  own.count += 1;
  for (const [b, mean] of own.means.entries()) for (let c = 0; c < mean.length; c++) mean[c]! += (excitation[b]![c]! - mean[c]!) / own.count;
}

/** The constants that these images freeze a block to: the mean of their class means, [C]. */
export function halfConstants(half: HalfMeans, blocks: readonly BlockId[]): Partial<Record<BlockId, Float32Array>> {
  const classes = [...half.values()];
  return Object.fromEntries(blocks.map((block, b) => [block, Float32Array.from(classes[0]?.means[b] ?? [], (_, c) => classes.reduce((sum, { means }) => sum + means[b]![c]!, 0) / classes.length)]));
}
