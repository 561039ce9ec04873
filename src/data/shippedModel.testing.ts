import { readFileSync } from 'node:fs';
import type { PlanBlock } from '../contracts';
import { DataError } from './error';

const FOLDER = new URL('../../public/models/seresnet50-w32-tin/', import.meta.url);

/** A file of the shipped network, from disk. */
export function shipped(name: string): ArrayBuffer {
  return new Uint8Array(readFileSync(new URL(name, FOLDER))).buffer;
}

/** The shipped network's blocks, as its plan has them. */
export const BLOCKS: Pick<PlanBlock, 'id' | 'channels' | 'input'>[] = [
  [2, 3, 128, 16],
  [3, 4, 256, 8],
  [4, 6, 512, 4],
  [5, 3, 1024, 2],
].flatMap(([stage, blocks, channels, size]) =>
  Array.from({ length: blocks }, (_, i) => ({
    id: `SE_${stage}_${i + 1}` as const,
    channels,
    input: i > 0 || stage === 2 ? [size, size, i > 0 ? channels : 32] : [size * 2, size * 2, channels / 2],
  })),
);

/** The code that `action` throws with, or its rejection's. */
export async function codeOf(action: () => unknown): Promise<string> {
  try {
    await action();
  } catch (error) {
    if (error instanceof DataError) return error.problem.code;
    throw error;
  }
  return 'none';
}
