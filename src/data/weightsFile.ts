import { readTensorFile } from './tensorFile';

/** A tensor of the state dict in PyTorch's layout, as F32. */
export interface StateTensor {
  shape: number[];
  data: Float32Array;
}

/**
 * `weights.safetensors`: the state dict by timm's names, `nameOf` those of the file. F32 tensors are views of `buffer`; the batch norms' counters are left out.
 * Whether names and shapes fit the architecture is the network's to say.
 * @throws DataError `safetensors.…`
 */
export function readWeights(buffer: ArrayBuffer, name = 'weights.safetensors', nameOf = (tensor: string) => tensor): Map<string, StateTensor> {
  const file = readTensorFile(buffer, name);
  const state = new Map<string, StateTensor>();
  for (const [tensor, { shape }] of file.tensors) {
    if (!tensor.endsWith('.num_batches_tracked')) state.set(nameOf(tensor), { shape, data: file.floats(tensor, shape) });
  }
  return state;
}
