export interface TensorSpec {
  dtype: 'F32' | 'U8' | 'U16' | 'U32';
  shape: number[];
  data: Float32Array | Uint8Array | Uint16Array | Uint32Array;
}

/** A safetensors file, written without the project's own writer. */
export function safetensors(tensors: Record<string, TensorSpec>, metadata: Record<string, string> = {}): Uint8Array<ArrayBuffer> {
  let at = 0;
  const header: Record<string, unknown> = { __metadata__: metadata };
  const sorted = Object.entries(tensors).sort(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  for (const [name, { dtype, shape, data }] of sorted) {
    header[name] = { dtype, shape, data_offsets: [at, (at += data.byteLength)] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = 8 * Math.ceil(text.length / 8);
  const bytes = new Uint8Array(8 + padded + at).fill(32);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(text, 8);
  at = 8 + padded;
  for (const [, { data }] of sorted) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}
