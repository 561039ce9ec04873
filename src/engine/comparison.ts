import { classDistances, jointDistances } from '../analysis/distance';
import { clusterOrder } from '../analysis/clustering';
import { type BlockPair, type Separation, separate } from '../analysis/separation';

/** What takes longer than a page may wait: pure statistics, in a worker of their own that needs no tensor. */
export const comparison = {
  /** `classDistances` of one block. */
  distances: (block: { channels: number; mean: Float32Array; std: Float32Array }, count: Uint32Array): Float32Array => classDistances(block, count),
  /** One order for all blocks, from their joint distances. */
  order: (blocks: Float32Array[], classes: number): Uint32Array => clusterOrder(jointDistances(blocks), classes),
  separate: (pairs: BlockPair[]): Separation => separate(pairs),
};

export type Comparison = typeof comparison;
