import { SafetensorsError } from './error';
import { elementCount, elementSize, isDtype, tensorOver } from './tensor';
import type { Dtype, SafetensorsFile } from './tensor';

export { toFloat32 } from './float';

/** A network of hundreds of layers needs some 200 kB; more than this isn't parsed as JSON. */
const HEADER_LIMIT = 16 * 2 ** 20;
const PREFIX = 8;
const METADATA = '__metadata__';

/** Where a tensor lies in its file. */
export interface TensorPlace {
  name: string;
  dtype: Dtype;
  shape: number[];
  count: number;
  /** Bytes from the file's start. */
  begin: number;
  end: number;
}

export interface SafetensorsHeader {
  entries: TensorPlace[];
  metadata: SafetensorsFile['metadata'];
}

/**
 * Reads a whole safetensors file (https://github.com/huggingface/safetensors, "Format").
 * Tensors are views of `buffer` wherever their bytes are aligned, copies otherwise, so that never more than the file's
 * size is allocated for them; the header is checked in full before any tensor is made.
 * @throws SafetensorsError
 */
export function readSafetensors(buffer: ArrayBuffer, headerLimit = HEADER_LIMIT): SafetensorsFile {
  const { entries, metadata } = readHeader(buffer, buffer.byteLength, headerLimit);
  const tensors: SafetensorsFile['tensors'] = new Map();
  for (const { name, dtype, shape, count, begin } of entries) {
    tensors.set(name, tensorOver(buffer, begin, dtype, shape, count));
  }
  return { tensors, metadata };
}

/**
 * Reads the header alone, checked against the file's length.
 * @param head the file's first `headerEnd` bytes or more
 * @param bytes of the whole file
 * @throws SafetensorsError
 */
export function readHeader(head: ArrayBuffer, bytes: number, headerLimit = HEADER_LIMIT): SafetensorsHeader {
  const start = headerEnd(head, bytes, headerLimit);
  const header = parseHeader(new Uint8Array(head, PREFIX, start - PREFIX));
  const metadata = readMetadata(header[METADATA]);
  const entries = Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, value]) => readEntry(name, value));
  checkLayout(entries, bytes - start);
  return { entries: entries.map((entry) => ({ ...entry, begin: start + entry.begin, end: start + entry.end })), metadata };
}

/** Where the header ends, from the file's first eight bytes. Throws a SafetensorsError. */
export function headerEnd(head: ArrayBuffer, bytes: number, headerLimit = HEADER_LIMIT): number {
  if (bytes < PREFIX) throw new SafetensorsError('tooShort', { bytes });
  const length = Number(new DataView(head).getBigUint64(0, true));
  if (length > bytes - PREFIX) throw new SafetensorsError('headerBeyondFile', { header: length, bytes });
  if (length > headerLimit) throw new SafetensorsError('headerTooLarge', { header: length, limit: headerLimit });
  return PREFIX + length;
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new SafetensorsError('notJson');
  }
  if (!isObject(header)) throw new SafetensorsError('notJson');
  return header;
}

function readMetadata(value: unknown): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (!isObject(value)) throw new SafetensorsError('metadata');
  const metadata: Record<string, string> = {};
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw new SafetensorsError('metadata');
    Object.defineProperty(metadata, key, { value: text, enumerable: true, writable: true, configurable: true });
  }
  return metadata;
}

/** Counted from the end of the header. */
function readEntry(name: string, value: unknown): TensorPlace {
  const tensor = name.length > 80 ? `${name.slice(0, 80)}…` : name;
  if (!isObject(value)) throw new SafetensorsError('entry', { tensor });
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string' || !Array.isArray(shape) || !Array.isArray(offsets)) throw new SafetensorsError('entry', { tensor });
  if (!isDtype(dtype)) throw new SafetensorsError('dtype', { tensor, dtype: dtype.slice(0, 80) });
  if (!shape.every(isCount)) throw new SafetensorsError('entry', { tensor });
  const [begin, end] = offsets as unknown[];
  if (offsets.length !== 2 || !isCount(begin) || !isCount(end) || begin > end) throw new SafetensorsError('offsets', { tensor });
  const count = elementCount(shape);
  if (count * elementSize(dtype) !== end - begin) {
    throw new SafetensorsError('shape', { tensor, shape: shape.slice(0, 8).join(' × '), dtype, bytes: end - begin });
  }
  return { name, dtype, shape, count, begin, end };
}

/** The tensors must cover the data exactly once: no overlap, no gap, nothing beyond the file. */
function checkLayout(entries: readonly TensorPlace[], bytes: number): void {
  const sorted = [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let covered = 0;
  for (const { name, begin, end } of sorted) {
    const tensor = name.slice(0, 80);
    if (begin < covered) throw new SafetensorsError('overlap', { tensor });
    if (end > bytes) throw new SafetensorsError('truncated', { tensor, needed: end, bytes });
    if (begin > covered) throw new SafetensorsError('gap', { from: covered, to: begin });
    covered = end;
  }
  if (covered < bytes) throw new SafetensorsError('gap', { from: covered, to: bytes });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
