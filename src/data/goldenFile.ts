import type { BlockId, PlanBlock, Shape } from '../contracts';
import { checkFinite, readTensorFile } from './tensorFile';

/** One image through the network in PyTorch, batch of one. */
export interface Golden {
  /** From this app's own pass when it wrote the network: the file's header says `pass: own`. */
  own?: true;
  /** Normalised, [1, H, W, 3]. */
  input: Float32Array;
  /** [1, K] */
  logits: Float32Array;
  /** [1, C] of each SE block. */
  excitation: Partial<Record<BlockId, Float32Array>>;
}

interface Expected {
  /** [H, W, 3] */
  input: Shape;
  /** The SE blocks. */
  blocks: readonly Pick<PlanBlock, 'id' | 'channels'>[];
  classes: number;
}

/**
 * `golden.safetensors`, what the self-test compares with.
 * @throws DataError `safetensors.…`, `file.…`
 */
export function readGolden(buffer: ArrayBuffer, { input, blocks, classes }: Expected, name = 'golden.safetensors'): Golden {
  const file = readTensorFile(buffer, name);
  const floats = (tensor: string, shape: number[]) => {
    const values = file.floats(tensor, shape);
    checkFinite(file, tensor, values);
    return values;
  };
  return {
    ...(file.metadata.pass === 'own' && { own: true }),
    input: floats('input', [1, ...input]),
    logits: floats('logits', [1, classes]),
    excitation: Object.fromEntries(blocks.map(({ id, channels }) => [id, floats(id, [1, channels])])),
  };
}
