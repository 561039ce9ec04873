import { shippedFile } from '../../tools/shipped';
import type { Manifest, PlanBlock } from '../contracts';
import { DataError } from './error';

/** A file of the shipped network, from disk. */
export function shipped(name: string): ArrayBuffer {
  return new Uint8Array(shippedFile(name)).buffer;
}

const { architecture, preprocessing }: Manifest = JSON.parse(shippedFile('model.json').toString());

/** What the shipped network sees, [H, W, 3]. */
export const INPUT: [number, number, number] = [...preprocessing.size, 3];

/** Its blocks, from its description alone. */
export const BLOCKS: Pick<PlanBlock, 'id' | 'channels' | 'input'>[] = blocksOf();

function blocksOf(): typeof BLOCKS {
  const { stem, stages } = architecture;
  let channels = [stem.width].flat().at(-1)!;
  let size: number = Math.ceil(preprocessing.size[0] / stem.stride / (stem.pool ? 2 : 1));
  return stages.flatMap((stage) => {
    if (stage.kind === 'inception') throw new Error('no residual network');
    return Array.from({ length: stage.blocks }, (_, i) => {
      const input: [number, number, number] = [size, size, channels];
      channels = stage.out;
      if (i === 0) size = Math.ceil(size / stage.stride);
      return { id: `SE_${stage.id}_${i + 1}` as const, channels, input };
    });
  });
}

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
