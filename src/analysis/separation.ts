import type { BlockId } from '../contracts';
import { benjaminiHochberg } from './benjaminiHochberg';
import { type GroupMoments, groupDistance } from './distance';
import { chanceCounts } from './nullCheck';
import { welch } from './welch';

/** Two groups at one block. */
export interface BlockPair {
  block: BlockId;
  a: GroupMoments;
  b: GroupMoments;
}

/** How two groups differ at one block, [C] each. */
export interface BlockSeparation {
  block: BlockId;
  /** m₁ − m₂ */
  difference: Float32Array;
  /** Half of Welch's 95 % interval; undefined where a group is one image. */
  half?: Float32Array;
  /** Welch's p, adjusted after Benjamini and Hochberg over all channels of all blocks. */
  adjusted?: Float32Array;
  /** Root mean square difference over channels, sampling noise subtracted. */
  distance: number;
}

export interface Separation {
  blocks: BlockSeparation[];
  /** `chanceCounts` over all channels; undefined where a group is one image. */
  chance?: Float32Array;
}

/** Adjusted p up to which a channel counts as found. */
const FOUND = 0.05;

/** Compares two groups at every channel of every block. */
export function separate(pairs: readonly BlockPair[]): Separation {
  const tested = pairs.every(({ a, b }) => a.std && b.std);
  const blocks = pairs.map(({ block, a, b }): BlockSeparation => ({ block, difference: a.mean.map((m, c) => m - b.mean[c]), distance: groupDistance(a, b) }));
  if (!tested) return { blocks };
  const total = pairs.reduce((sum, { a }) => sum + a.mean.length, 0);
  const [p, errors] = [new Float64Array(total), new Float64Array(total)];
  let at = 0;
  pairs.forEach(({ a, b }, i) => {
    blocks[i].half = a.mean.map((mean, c) => {
      const test = welch({ mean, sd: a.std![c], n: a.n }, { mean: b.mean[c], sd: b.std![c], n: b.n });
      p[at] = test.p;
      errors[at++] = Math.sqrt(a.std![c] ** 2 / a.n + b.std![c] ** 2 / b.n);
      return test.half;
    });
  });
  const adjusted = benjaminiHochberg(p);
  at = 0;
  for (const block of blocks) {
    block.adjusted = Float32Array.from(adjusted.subarray(at, at + block.difference.length));
    at += block.difference.length;
  }
  return { blocks, chance: chanceCounts(errors) };
}

export interface SeparatingChannel {
  block: BlockId;
  channel: number;
  difference: number;
  half?: number;
  /** Would also appear by chance: not found at FOUND. Undefined where nothing can be tested. */
  chance?: boolean;
}

/** Channels with |Δ| of at least `least`, largest first; ties in depth. */
export function separatingChannels({ blocks }: Separation, least: number): SeparatingChannel[] {
  const found: SeparatingChannel[] = [];
  for (const { block, difference, half, adjusted } of blocks) {
    for (let channel = 0; channel < difference.length; channel++) {
      if (!(Math.abs(difference[channel]) >= least)) continue;
      found.push({ block, channel, difference: difference[channel], half: half?.[channel], chance: adjusted && adjusted[channel] > FOUND });
    }
  }
  return found.sort((x, y) => Math.abs(y.difference) - Math.abs(x.difference));
}
