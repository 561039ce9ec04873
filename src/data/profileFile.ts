import type { BlockProfile, PlanBlock, Profile } from '../contracts';
import { checkFinite, readTensorFile } from './tensorFile';
import type { TensorFile } from './tensorFile';

const BINS = 40;

/**
 * `profile.safetensors` of a network whose SE blocks are `blocks`, in depth order; other tensors of the file are ignored.
 * Standard deviations of a class with fewer than two images may be anything; they come out as 0.
 * @param classes K
 * @throws DataError `safetensors.…`, `file.…`
 */
export function readProfile(buffer: ArrayBuffer, blocks: readonly Pick<PlanBlock, 'id' | 'channels'>[], classes: number, name = 'profile.safetensors'): Profile {
  const file = readTensorFile(buffer, name);
  const count = Uint32Array.from(file.integers('count', [classes]).data);
  return {
    classes,
    count,
    range: readRange(file),
    images: file.metadata.images ?? '',
    blocks: blocks.map((block) => readBlock(file, block, count)),
  };
}

function readBlock(file: TensorFile, { id: block, channels }: Pick<PlanBlock, 'id' | 'channels'>, count: Uint32Array): BlockProfile {
  const classes = count.length;
  const reference = `${block}.scale_ref`;
  const profile: BlockProfile = {
    block,
    channels,
    mean: finite(file, `${block}.mean`, [classes, channels], count, 1),
    std: finite(file, `${block}.std`, [classes, channels], count, 2),
    scaleSd: finite(file, `${block}.scale_sd`, [classes], count, 2),
    hist: Uint32Array.from(file.integers(`${block}.hist`, [classes, BINS]).data),
  };
  if (file.has(reference)) {
    profile.scaleRef = file.floats(reference, [channels]);
    checkFinite(file, reference, profile.scaleRef);
  }
  return profile;
}

/** Values by class, [K] or [K, C], zero in classes with fewer than `images` images, where they mean nothing. */
function finite(file: TensorFile, tensor: string, shape: number[], count: Uint32Array, images: number): Float32Array {
  let values = file.floats(tensor, shape);
  const width = shape[1] ?? 1;
  if (count.some((n) => n < images)) values = values.map((value, i) => (count[Math.floor(i / width)] < images ? 0 : value));
  checkFinite(file, tensor, values);
  return values;
}

/** `range` of the header, `0,1` where there is none. */
function readRange(file: TensorFile): [number, number] {
  const text = file.metadata.range ?? '0,1';
  const [low, high, ...more] = text.replace(/[[\]()]/g, '').split(',').map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (!Number.isFinite(low) || !Number.isFinite(high) || low >= high || more.length > 0) throw file.fail('file.metadata', { key: 'range' });
  return [low, high];
}
