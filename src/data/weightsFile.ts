import { readTensorFile, type StoredTensors } from './tensorFile';

/** A tensor of the state dict in PyTorch's layout, as F32. */
export interface StateTensor {
  shape: number[];
  data: Float32Array;
}

/**
 * `weights.safetensors`: the state dict by timm's names. F32 tensors are views of `buffer`; the batch norms' counters are left out.
 * Whether names and shapes fit the architecture is the network's to say.
 * @throws DataError `safetensors.…`
 */
export function readWeights(buffer: ArrayBuffer, name = 'weights.safetensors'): Map<string, StateTensor> {
  const file = readTensorFile(buffer, name);
  const state = new Map<string, StateTensor>();
  for (const [tensor, { shape }] of file.tensors) {
    if (!tensor.endsWith('.num_batches_tracked')) state.set(tensor, { shape, data: file.floats(tensor, shape) });
  }
  return state;
}

/** The same from a file that stays where it is, and whose names `nameOf` turns into timm's: shapes at once, each tensor when it is asked for. */
export function weightsFrom(file: StoredTensors, nameOf: (tensor: string) => string): { shapes: Map<string, { shape: number[] }>; tensor(name: string): Promise<StateTensor> } {
  const places = new Map([...file.places].filter(([name]) => !name.endsWith('.num_batches_tracked')).map(([name, place]) => [nameOf(name), place]));
  return { shapes: places, tensor: async (name) => ({ shape: places.get(name)!.shape, data: await file.floats(places.get(name)!) }) };
}
