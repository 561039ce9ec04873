import { SafetensorsError } from './error';
import { elementCount, elementSize } from './tensor';
import type { Tensor } from './tensor';

/**
 * A safetensors file of these tensors: larger elements first, the header padded with spaces to a multiple of 8 bytes,
 * so that every tensor of the file is aligned and reads without a copy.
 * @throws SafetensorsError `shape` where a tensor's data isn't as long as its shape says, `entry` for a reserved name
 */
export function writeSafetensors(tensors: Iterable<readonly [string, Tensor]>, metadata: Record<string, string> = {}): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].sort(([, a], [, b]) => elementSize(b.dtype) - elementSize(a.dtype));
  const { header, bytes } = layOut(sorted, metadata);
  const file = new Uint8Array(8 + header.length + bytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(header.length), true);
  file.set(header, 8);
  let offset = 8 + header.length;
  for (const [, { data }] of sorted) {
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), offset);
    offset += data.byteLength;
  }
  return file;
}

function layOut(tensors: readonly (readonly [string, Tensor])[], metadata: Record<string, string>): { header: Uint8Array; bytes: number } {
  const entries = new Map<string, unknown>();
  if (Object.keys(metadata).length > 0) entries.set('__metadata__', metadata);
  let bytes = 0;
  for (const [name, { dtype, shape, data }] of tensors) {
    if (name === '__metadata__' || entries.has(name)) throw new SafetensorsError('entry', { tensor: name });
    if (elementCount(shape) !== data.length) {
      throw new SafetensorsError('shape', { tensor: name, shape: shape.join(' × '), dtype, bytes: data.byteLength });
    }
    entries.set(name, { dtype, shape, data_offsets: [bytes, bytes + data.byteLength] });
    bytes += data.byteLength;
  }
  const text = new TextEncoder().encode(`{${[...entries].map(([name, entry]) => `${JSON.stringify(name)}:${JSON.stringify(entry)}`).join(',')}}`);
  const header = new Uint8Array(Math.ceil(text.length / 8) * 8).fill(0x20);
  header.set(text);
  return { header, bytes };
}
