import type { BlockId } from './architecture';

/** The network at one point of its training, on development images at the size then trained at; averaged weights. Lists are by block, in the order of `Evolution.blocks`. */
export interface EvolutionPoint {
  /** Of the training: 0 is untrained, 1 is done. */
  share: number;
  epochs: number;
  /** px */
  size: number;
  /** Shares of the n images. */
  top1: number;
  top5: number;
  /** Mean excitation. */
  mean: number[];
  /** Class spread and image spread. */
  spread: number[];
  image: number[];
  /** Share of excitations above 0.9. */
  above: number[];
  /** Curves of the figure's blocks. */
  curves: Partial<Record<BlockId, EvolutionCurves>>;
}

export interface EvolutionCurves {
  /** [C] */
  all: Float32Array;
  /** Class means in the order of `Evolution.classes`, [C] each. */
  classes: Float32Array[];
}

/** `evolution.json`, format 1. */
export interface Evolution {
  /** Which images, in the file's own words. */
  images: string;
  n: number;
  /** In depth. */
  blocks: BlockId[];
  /** The classes whose curves were kept. */
  classes: number[];
  /** By `share`, rising. */
  points: EvolutionPoint[];
}
