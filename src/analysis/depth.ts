import type { BlockId } from '../contracts';

function position(block: BlockId): [number, number] {
  const [, stage, index] = block.split('_').map(Number);
  return [stage!, index!];
}

/** Order of two blocks from input to output, for `sort`: by stage, then by number (SE_4_9 before SE_4_10). */
export function compareDepth(a: BlockId, b: BlockId): number {
  const [stageA, indexA] = position(a);
  const [stageB, indexB] = position(b);
  return stageA - stageB || indexA - indexB;
}
