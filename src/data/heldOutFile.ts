import type { HeldOut, PlanBlock } from '../contracts';
import { checkBelow, checkFinite, readTensorFile } from './tensorFile';
import type { TensorFile } from './tensorFile';

/**
 * `heldout.safetensors`. Its features are a view of `buffer`, not a copy.
 * @param blocks the plan's, to know `entering` and the shape [H, W, C] of what enters it
 * @param classes K; labels must be below
 * @throws DataError `safetensors.…`, `file.…`
 */
export function readHeldOut(buffer: ArrayBuffer, blocks: readonly Pick<PlanBlock, 'id' | 'input'>[], classes: number, name = 'heldout.safetensors'): HeldOut {
  const file = readTensorFile(buffer, name);
  const block = blocks.find(({ id }) => id === file.metadata.entering);
  if (!block) throw file.fail('file.metadata', { key: 'entering' });
  const features = file.integers('features', [-1, ...block.input]);
  if (features.dtype !== 'U8') throw file.fail('file.dtype', { tensor: 'features', dtype: features.dtype, expected: 'U8' });
  const [images, height, width, channels] = features.shape;
  if (images === 0) throw file.fail('file.empty', { tensor: 'features' });
  const labels = file.integers('labels', [images]).data;
  checkBelow(file, 'labels', labels, classes);
  return {
    entering: block.id,
    shape: [images, height, width, channels],
    features: features.data,
    scale: perChannel(file, 'scale', channels),
    zero: file.has('zero') ? perChannel(file, 'zero', channels) : undefined,
    labels: Uint16Array.from(labels),
    index: Uint32Array.from(file.integers('index', [images]).data),
  };
}

function perChannel(file: TensorFile, tensor: string, channels: number): Float32Array {
  const values = file.floats(tensor, [channels]);
  checkFinite(file, tensor, values);
  return values;
}
