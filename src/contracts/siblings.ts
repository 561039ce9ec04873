import type { BlockId } from './architecture';
import type { Setting } from './gate';
import type { Schedule } from './schedule';

/** One trained network of a row, measured on the n validation images. */
export interface SiblingRun {
  seed: number;
  n: number;
  /** Shares of the n images. */
  top1: number;
  top5: number;
  /** Class spread of the blocks that it has. */
  spread: Partial<Record<BlockId, number>>;
  /** The recorded settings of the tail, where every block has SE: nothing was trained again. */
  tail: { setting: Setting; top1: number }[];
}

/** Networks that differ only in their seed. */
export interface SiblingRow {
  id: string;
  /** With SE, in depth. */
  blocks: BlockId[];
  parameters: number;
  macs: number;
  runs: SiblingRun[];
}

/** `siblings.json`, format 1: networks trained with one recipe that differ in which blocks have SE. */
export interface Siblings {
  schedule: Schedule;
  rows: SiblingRow[];
}
