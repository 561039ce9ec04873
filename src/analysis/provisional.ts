import type { BlockId, Profile } from '../contracts';
import { addImage, finishProfile, startProfile } from './accumulate';
import { meanOf } from './moments';

/** One image's excitations by block, [C] each, and its class. */
export interface Member {
  label: number;
  excitation: Partial<Record<BlockId, Float32Array>>;
}

/** Ends of the histogram, by what the excitation's last function is; as training/measure.py. */
const RANGES: Record<'sigmoid' | 'tanh' | 'relu', [number, number]> = { sigmoid: [0, 1], tanh: [-1, 1], relu: [0, 4] };

export const rangeOf = (excitation: keyof typeof RANGES): [number, number] => RANGES[excitation];

/** Whether a profile's statistics can be made of these: two classes with two images each. */
export function enoughFor(labels: readonly number[]): boolean {
  const twice = new Set(labels.filter((label, i) => labels.indexOf(label) !== i));
  return twice.size >= 2;
}

/** Of each channel, over all images, [C]. */
export function meanExcitation(members: readonly Member[], block: BlockId): Float32Array {
  const rows = members.map(({ excitation }) => excitation[block]!);
  return Float32Array.from(rows[0] ?? [], (_, c) => meanOf(rows.map((row) => row[c]!)));
}

/**
 * A profile of a few images that somebody has, for a network that came without. The class scale is measured against their mean.
 * @param blocks in depth
 * @param images which images they are, in words
 * @throws RangeError as `addImage`
 */
export function provisionalProfile(members: readonly Member[], blocks: readonly BlockId[], { classes, excitation, images }: { classes: number; excitation: keyof typeof RANGES; images: string }): Profile {
  const sums = startProfile({ classes, range: rangeOf(excitation), blocks: blocks.map((block) => ({ block, reference: meanExcitation(members, block) })) });
  for (const { label, excitation: values } of members) addImage(sums, label, values);
  return finishProfile(sums, images);
}
