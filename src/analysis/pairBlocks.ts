import type { BlockId, PlanBlock } from '../contracts';

/** Blocks of two networks that stand for one another, in depth. */
export interface BlockPair {
  stage: number;
  /** Undefined: the network has no such stage. */
  a: BlockId | undefined;
  b: BlockId | undefined;
}

export interface BlockPairs {
  /** Both have the same blocks in the same stages. */
  sameLayout: boolean;
  /** As many in each stage as the deeper of the two has there. */
  pairs: readonly BlockPair[];
  /** Where each block stands on an axis of the pairs: 0 is the middle of the first, 1 that of the second. */
  at: { a: ReadonlyMap<BlockId, number>; b: ReadonlyMap<BlockId, number> };
}

type Block = Pick<PlanBlock, 'id' | 'stage'>;

function byStage(blocks: readonly Block[]): Map<number, BlockId[]> {
  const stages = new Map<number, BlockId[]>();
  for (const { id, stage } of blocks) stages.set(stage, [...(stages.get(stage) ?? []), id]);
  return stages;
}

/** Of `ids`, the one whose relative depth is nearest to that of the i-th of `most`. */
const nearest = (ids: readonly BlockId[], i: number, most: number): BlockId | undefined => ids[Math.floor(((i + 0.5) / most) * ids.length)];

/** Pairs stages by their number and blocks within a stage by their relative depth, (i + ½) / n: block by block where both have as many. */
export function pairBlocks(a: readonly Block[], b: readonly Block[]): BlockPairs {
  const [ofA, ofB] = [byStage(a), byStage(b)];
  const stages = [...new Set([...ofA.keys(), ...ofB.keys()])].sort((x, y) => x - y);
  const at = { a: new Map<BlockId, number>(), b: new Map<BlockId, number>() };
  const pairs: BlockPair[] = [];
  for (const stage of stages) {
    const [inA, inB] = [ofA.get(stage) ?? [], ofB.get(stage) ?? []];
    const most = Math.max(inA.length, inB.length);
    const first = pairs.length;
    for (const [ids, places] of [[inA, at.a], [inB, at.b]] as const) ids.forEach((id, i) => places.set(id, first + ((i + 0.5) / ids.length) * most - 0.5));
    for (let i = 0; i < most; i++) pairs.push({ stage, a: nearest(inA, i, most), b: nearest(inB, i, most) });
  }
  return { sameLayout: stages.every((stage) => ofA.get(stage)?.length === ofB.get(stage)?.length), pairs, at };
}
