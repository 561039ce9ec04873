import type { BlockPair } from '../../analysis/pairBlocks';

/** `SE_5_2`, or both where they differ. */
export const pairName = ({ a, b }: BlockPair): string => (a !== undefined && a === b ? a : [a ?? '–', b ?? '–'].join(' | '));
