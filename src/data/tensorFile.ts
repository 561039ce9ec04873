import { SafetensorsError } from '../safetensors/error';
import { headerEnd, readHeader, readSafetensors, type TensorPlace, toFloat32 } from '../safetensors/read';
import { type SafetensorsFile, type Tensor, tensorOver } from '../safetensors/tensor';
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
  return named(name, () => readSafetensors(buffer));
}

function named<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SafetensorsError)) throw error;
    throw new DataError(error.problem.code, { file, ...error.problem.values }, { cause: error });
  }
}

/** A safetensors file of which nothing but the header is held. */
export interface StoredTensors {
  places: ReadonlyMap<string, TensorPlace>;
  /** Values of one tensor as F32, read at each call. Rejects with DataError `file.gone` where the file can't be read any more. */
  floats(place: TensorPlace): Promise<Float32Array>;
}

/** Bytes that can be read in parts. */
export interface Readable {
  name: string;
  /** Bytes. */
  size: number;
  /** From `begin` to before `end`. */
  part(begin: number, end: number): Promise<ArrayBuffer>;
}

/**
 * Opens a safetensors file by its header.
 * @throws DataError `safetensors.…` with the file's name in `values.file`
 */
export async function openTensorFile({ name, size, part }: Readable): Promise<StoredTensors> {
  const read = async (begin: number, end: number): Promise<ArrayBuffer> => {
    const bytes = await part(begin, Math.min(end, size)).catch((error: unknown) => {
      throw error instanceof DataError ? error : new DataError('file.gone', { file: name }, { cause: error });
    });
    if (bytes.byteLength !== Math.min(end, size) - begin) throw new DataError('file.gone', { file: name });
    return bytes;
  };
  const first = await read(0, HEAD);
  const end = named(name, () => headerEnd(first, size));
  const head = end > first.byteLength ? await read(0, end) : first;
  const { entries } = named(name, () => readHeader(head, size));
  return {
    places: new Map(entries.map((entry) => [entry.name, entry])),
    floats: async ({ dtype, shape, count, begin, end }) => toFloat32(tensorOver(await read(begin, end), 0, dtype, shape, count)),
  };
}

/** A header of a network of fifty blocks is some 60 kB. */
const HEAD = 2 ** 18;

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
