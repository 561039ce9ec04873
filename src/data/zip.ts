import { DataError } from './error';

/** A file in an archive. */
export interface ArchiveEntry {
  path: string;
  /** Bytes, unpacked. */
  size: number;
  /** Tells its content from another of the same name and length, as far as the archive itself does. */
  stamp: string;
  /** @throws DataError `archive.broken`, `archive.method` */
  read(): Promise<Uint8Array<ArrayBuffer>>;
}

interface Record {
  path: string;
  method: number;
  crc: number;
  packed: number;
  size: number;
  /** Of its local header. */
  offset: number;
}

const MOST_ENTRIES = 2_000_000;
const LARGEST_DIRECTORY = 512 * 2 ** 20;
/** Deflate can't do better (zlib's technical notes). */
const BEST_RATIO = 1032;
const STEP = 16 * 1024;

/** Whether a file begins as zips do; an empty one too. */
export async function isZip(file: Blob): Promise<boolean> {
  const [a, b, c, d] = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6));
}

/**
 * The files of a zip (APPNOTE 6.3, zip64 too) by its directory; nothing else is read before it is asked for, so that it may be larger than memory.
 * Folders and what macOS adds are left out.
 * @param name the zip's own, for errors
 * @throws DataError `archive.broken`; `archive.encrypted`; `archive.path` for a path that leads out of it; `archive.bomb` where files overlap; `archive.tooMany`
 */
export async function zipEntries(file: Blob, name: string): Promise<ArchiveEntry[]> {
  const broken = (cause?: unknown) => new DataError('archive.broken', { file: name }, { cause });
  const records = await readDirectory(file, name).catch((error: unknown) => {
    throw error instanceof RangeError ? broken(error) : error;
  });
  return records
    .filter(({ path }) => !path.endsWith('/') && !path.startsWith('__MACOSX/'))
    .map((record) => ({
      path: checkedPath(record.path, name),
      size: record.size,
      stamp: record.crc.toString(16),
      read: () =>
        unpack(file, record, name).catch((error: unknown) => {
          throw error instanceof DataError ? error : broken(error);
        }),
    }));
}

/** @throws DataError `archive.path` */
export function checkedPath(path: string, file: string): string {
  const parts = path.split(/[/\\]/);
  if (path.startsWith('/') || /^[a-z]:/i.test(path) || path.includes('\0') || parts.includes('..')) throw new DataError('archive.path', { file, path: path.slice(0, 80) });
  return path;
}

const viewOf = async (file: Blob, from: number, to: number) => new DataView(await file.slice(from, to).arrayBuffer());

/** Reads behind the end throw RangeError. */
async function readDirectory(file: Blob, name: string): Promise<Record[]> {
  const broken = () => new DataError('archive.broken', { file: name });
  const tail = Math.max(0, file.size - 65_557);
  const end = await viewOf(file, tail, file.size);
  let at = end.byteLength - 22;
  while (at >= 0 && end.getUint32(at, true) !== 0x06054b50) at--;
  if (at < 0) throw broken();
  let [count, bytes, offset] = [end.getUint16(at + 10, true), end.getUint32(at + 12, true), end.getUint32(at + 16, true)];
  if (count === 0xffff || bytes === 0xffffffff || offset === 0xffffffff) {
    const locator = await viewOf(file, Math.max(0, tail + at - 20), tail + at);
    if (locator.getUint32(0, true) === 0x07064b50) {
      const place = big(locator, 8);
      const wide = await viewOf(file, place, place + 56);
      if (wide.getUint32(0, true) !== 0x06064b50) throw broken();
      [count, bytes, offset] = [big(wide, 32), big(wide, 40), big(wide, 48)];
    }
  }
  if (count > MOST_ENTRIES) throw new DataError('archive.tooMany', { file: name, count, limit: MOST_ENTRIES });
  if (offset + bytes > file.size || bytes > LARGEST_DIRECTORY || count * 46 > bytes) throw broken();
  return recordsIn(await viewOf(file, offset, offset + bytes), count, { name, end: offset });
}

/** @param end of the files, where the directory begins */
function recordsIn(view: DataView, count: number, { name, end }: { name: string; end: number }): Record[] {
  const records: Record[] = [];
  const text = new TextDecoder();
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new DataError('archive.broken', { file: name });
    if (view.getUint16(at + 8, true) & 1) throw new DataError('archive.encrypted', { file: name });
    const [nameLength, extraLength, commentLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)];
    const path = text.decode(new Uint8Array(view.buffer, at + 46, nameLength));
    const [packed, size, offset] = sizesOf(view, at, at + 46 + nameLength, extraLength);
    records.push({ path, method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true), packed, size, offset });
    at += 46 + nameLength + extraLength + commentLength;
  }
  const ordered = [...records].sort((a, b) => a.offset - b.offset);
  ordered.forEach(({ offset, packed }, i) => {
    if (offset + 30 + packed > (ordered[i + 1]?.offset ?? end)) throw new DataError(i + 1 < ordered.length ? 'archive.bomb' : 'archive.broken', { file: name });
  });
  return records;
}

/** Packed and unpacked bytes and the offset, from the zip64 field where the record has no room for them. */
function sizesOf(view: DataView, record: number, extra: number, extraLength: number): [number, number, number] {
  const sizes: [number, number, number] = [view.getUint32(record + 20, true), view.getUint32(record + 24, true), view.getUint32(record + 42, true)];
  for (let at = extra; at + 4 <= extra + extraLength; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let field = at + 4;
    for (const i of [1, 0, 2]) {
      if (sizes[i] !== 0xffffffff) continue;
      sizes[i] = big(view, field);
      field += 8;
    }
  }
  return sizes;
}

/** As a number; above 2^53 it is no place in any file, and exactness is no matter. */
const big = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

async function unpack(file: Blob, { path, method, packed, size, offset }: Record, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const header = await viewOf(file, offset, offset + 30);
  if (header.getUint32(0, true) !== 0x04034b50) throw new RangeError('no local header');
  const from = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const data = new Uint8Array(await file.slice(from, from + packed).arrayBuffer());
  if (data.length !== packed) throw new RangeError('cut short');
  if (method === 0 && packed === size) return data;
  if (method !== 8) throw method === 0 ? new RangeError('stored at another length') : new DataError('archive.method', { file: name, path, method });
  if (size > packed * BEST_RATIO + 64) throw new RangeError('longer than deflate can be');
  return inflated(data, size);
}

/** Stops as soon as there is more than was announced. */
async function inflated(data: Uint8Array, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const { Inflate } = await import('fflate');
  const content = new Uint8Array(size);
  let at = 0;
  const inflate = new Inflate((chunk) => {
    content.set(chunk, at);
    at += chunk.length;
  });
  for (let from = 0; from < data.length; from += STEP) inflate.push(data.subarray(from, from + STEP), from + STEP >= data.length);
  if (at !== size) throw new RangeError('shorter than announced');
  return content;
}
