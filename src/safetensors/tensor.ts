/** How each dtype is held: F16 and BF16 as their bits, BOOL as bytes. Little-endian, as the format and every browser. */
const ARRAYS = {
  F64: Float64Array,
  F32: Float32Array,
  F16: Uint16Array,
  BF16: Uint16Array,
  I64: BigInt64Array,
  I32: Int32Array,
  I16: Int16Array,
  I8: Int8Array,
  U64: BigUint64Array,
  U32: Uint32Array,
  U16: Uint16Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
};

export type Dtype = keyof typeof ARRAYS;

/** A named array of a file; `data` is flat, row by row. Narrow on `dtype` to know its kind. */
export type Tensor = {
  [D in Dtype]: { dtype: D; shape: number[]; data: InstanceType<(typeof ARRAYS)[D]> };
}[Dtype];

export interface SafetensorsFile {
  tensors: Map<string, Tensor>;
  /** The header's `__metadata__`, empty where there is none. */
  metadata: Record<string, string>;
}

export function isDtype(value: unknown): value is Dtype {
  return typeof value === 'string' && Object.hasOwn(ARRAYS, value);
}

/** Bytes of one element. */
export function elementSize(dtype: Dtype): number {
  return ARRAYS[dtype].BYTES_PER_ELEMENT;
}

/** Elements of a shape, or Infinity when more than a number counts exactly. */
export function elementCount(shape: readonly number[]): number {
  if (shape.includes(0)) return 0;
  let count = 1;
  for (const length of shape) {
    count *= length;
    if (count > Number.MAX_SAFE_INTEGER) return Infinity;
  }
  return count;
}

/** A tensor over `count` elements of `buffer`; copies those bytes only where they don't lie on a multiple of the element's size. */
export function tensorOver(buffer: ArrayBuffer, offset: number, dtype: Dtype, shape: number[], count: number): Tensor {
  const size = elementSize(dtype);
  const aligned = offset % size === 0;
  const source = aligned ? buffer : buffer.slice(offset, offset + count * size);
  const data = new ARRAYS[dtype](source, aligned ? offset : 0, count);
  return { dtype, shape, data } as Tensor;
}
