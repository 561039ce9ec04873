import type { BlockId, Profile } from '../contracts';
import { addImage, finishProfile, startProfile } from './accumulate';
import { seededNormal } from './random';

/** Known truth of one block of a made-up profile, for tests. */
export interface SyntheticBlock {
  block: BlockId;
  /** Middle of the channels' averages, which reach 0.2 to either side. */
  centre: number;
  /** Standard deviations of the class means about 'all' (beyond scale), of the class scale, and of the images of a class. */
  rest: number;
  scale: number;
  image: number;
}

/** A profile of images drawn around known class means; excitations aren't clipped, so that the truth is exact. */
export function syntheticProfile(
  blocks: SyntheticBlock[],
  { classes = 60, images = 8, channels = 24, seed = 1 } = {},
): Profile {
  const normal = seededNormal(seed);
  const shape = Float32Array.from({ length: channels }, (_, c) => 0.4 * (c / (channels - 1) - 0.5));
  const layout = blocks.map(({ block, centre }) => ({ block, reference: shape.map((offset) => centre + offset) }));
  const sums = startProfile({ classes, range: [0, 1], blocks: layout });
  for (let k = 0; k < classes; k++) {
    const means = blocks.map(({ rest, scale }, b) => {
      const factor = 1 + scale * normal();
      return layout[b].reference.map((p) => p * factor + rest * normal());
    });
    for (let i = 0; i < images; i++) {
      addImage(sums, k, Object.fromEntries(blocks.map(({ block, image }, b) => [block, means[b].map((m) => m + image * normal())])));
    }
  }
  return finishProfile(sums, 'normal draws');
}
