import { SafetensorsError } from '../safetensors/error';
import { readSafetensors, toFloat32 } from '../safetensors/read';
import type { SafetensorsFile, Tensor } from '../safetensors/tensor';
import { DataError } from './error';

type IntegerTensor = Extract<Tensor, { dtype: 'U8' | 'U16' | 'U32' }>;

/** A safetensors file of a model folder with checked access to its tensors; every error names the file. */
export interface TensorFile extends SafetensorsFile {
  name: string;
  has(tensor: string): boolean;
  /** Values of a tensor of exactly this shape, F16, BF16 and F32 (and others) as F32. */
  floats(tensor: string, shape: readonly number[]): Float32Array;
  /** A U8, U16 or U32 tensor; a negative length in `shape` takes any. */
  integers(tensor: string, shape: readonly number[]): IntegerTensor;
  fail(code: string, values?: Record<string, string | number>): DataError;
}

/**
 * @param name the file's name, for errors
 * @throws DataError `safetensors.…` with the file's name in `values.file`; its readers throw `file.tensor`, `file.shape`, `file.dtype`
 */
export function readTensorFile(buffer: ArrayBuffer, name: string): TensorFile {
  const { tensors, metadata } = parse(buffer, name);
  const fail = (code: string, values = {}) => new DataError(code, { file: name, ...values });
  const find = (tensor: string, shape: readonly number[]): Tensor => {
    const found = tensors.get(tensor);
    if (!found) throw fail('file.tensor', { tensor });
    const fits = found.shape.length === shape.length && shape.every((length, i) => length < 0 || length === found.shape[i]);
    if (!fits) throw fail('file.shape', { tensor, shape: written(found.shape), expected: written(shape) });
    return found;
  };
  return {
    name,
    tensors,
    metadata,
    has: (tensor) => tensors.has(tensor),
    floats: (tensor, shape) => toFloat32(find(tensor, shape)),
    integers: (tensor, shape) => {
      const found = find(tensor, shape);
      if (found.dtype === 'U8' || found.dtype === 'U16' || found.dtype === 'U32') return found;
      throw fail('file.dtype', { tensor, dtype: found.dtype, expected: 'U8, U16, U32' });
    },
    fail,
  };
}

function parse(buffer: ArrayBuffer, name: string): SafetensorsFile {
  try {
    return readSafetensors(buffer);
  } catch (error) {
    if (!(error instanceof SafetensorsError)) throw error;
    throw new DataError(error.problem.code, { file: name, ...error.problem.values }, { cause: error });
  }
}

/** @throws DataError `file.value` at the first value that isn't below `bound` */
export function checkBelow(file: TensorFile, tensor: string, values: ArrayLike<number>, bound: number): void {
  for (let i = 0; i < values.length; i++) {
    if (values[i] >= bound) throw file.fail('file.value', { tensor, index: i, value: values[i], bound });
  }
}

/** @throws DataError `file.notFinite` at the first NaN or infinity */
export function checkFinite(file: TensorFile, tensor: string, values: Float32Array): void {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw file.fail('file.notFinite', { tensor, index });
}

function written(shape: readonly number[]): string {
  return `[${shape.map((length) => (length < 0 ? '…' : length)).join(', ')}]`;
}
