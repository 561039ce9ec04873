import { DataError } from '../error';
import { type ArchiveEntry, checkedPath } from '../zip';

const BLOCK = 512;
const WINDOW = 64 * 1024;
const MOST_ENTRIES = 2_000_000;
/** Of a name that has a file of its own. */
const LONGEST_NAME = 64 * 1024;

interface Header {
  path: string;
  size: number;
  kind: string;
  checksum: number;
}

/** Whether a file begins as tars do (POSIX ustar, GNU). */
export async function isTar(file: Blob): Promise<boolean> {
  const bytes = new Uint8Array(await file.slice(257, 262).arrayBuffer());
  return String.fromCharCode(...bytes) === 'ustar';
}

/**
 * The regular files of a tar (ustar, GNU's and pax's long names), whose content isn't read before it is asked for. Links, folders and devices are left out.
 * @param name the tar's own, for errors
 * @throws DataError `archive.broken` where it is damaged or cut short; `archive.path`; `archive.tooMany`
 */
export async function tarEntries(file: Blob, name: string): Promise<ArchiveEntry[]> {
  const entries: ArchiveEntry[] = [];
  const read = windowOver(file);
  let long: { path?: string; size?: number } = {};
  for (let at = 0, blocks = 0; ; blocks++) {
    const header = at + BLOCK <= file.size ? parse(await read(at, BLOCK)) : undefined;
    if (header === 'end') return entries;
    if (!header) throw new DataError('archive.broken', { file: name });
    if (blocks > MOST_ENTRIES) throw new DataError('archive.tooMany', { file: name, count: blocks, limit: MOST_ENTRIES });
    const size = (isFile(header) && long.size) || header.size;
    const from = at + BLOCK;
    if (!Number.isSafeInteger(size) || from + size > file.size) throw new DataError('archive.broken', { file: name });
    if ('Lxg'.includes(header.kind)) {
      if (size > LONGEST_NAME) throw new DataError('archive.broken', { file: name });
      if (header.kind !== 'g') long = { ...long, ...longName(header.kind, await read(from, size)) };
    } else {
      const path = checkedPath(long.path ?? header.path, name);
      if (isFile(header)) entries.push({ path, size, stamp: header.checksum.toString(16), read: async () => new Uint8Array(await file.slice(from, from + size).arrayBuffer()) });
      long = {};
    }
    at = from + Math.ceil(size / BLOCK) * BLOCK;
  }
}

const isFile = ({ kind, path }: Header): boolean => (kind === '0' || kind === '\0' || kind === '7') && !path.endsWith('/');

/** Small files lie close together: one read for many of them. */
function windowOver(file: Blob): (at: number, length: number) => Promise<Uint8Array> {
  let start = 0;
  let bytes = new Uint8Array();
  return async (at, length) => {
    if (at < start || at + length > start + bytes.length) {
      start = at;
      bytes = new Uint8Array(await file.slice(at, at + Math.max(WINDOW, length)).arrayBuffer());
    }
    return bytes.subarray(at - start, at - start + length);
  };
}

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes).replace(/\0[^]*$/, '');

/** Undefined where the checksum is wrong; `end` for a block of zeros. */
function parse(block: Uint8Array): Header | 'end' | undefined {
  if (block.every((byte) => byte === 0)) return 'end';
  const checksum = octal(block.subarray(148, 156));
  const sum = block.reduce((total, byte, i) => total + (i >= 148 && i < 156 ? 32 : byte), 0);
  if (sum !== checksum) return undefined;
  const prefix = latin(block.subarray(257, 263)) === 'ustar\0' ? utf8(block.subarray(345, 500)) : '';
  const path = utf8(block.subarray(0, 100));
  return { path: prefix ? `${prefix}/${path}` : path, size: sizeIn(block.subarray(124, 136)), kind: String.fromCharCode(block[156]!), checksum };
}

const octal = (bytes: Uint8Array): number => {
  const text = latin(bytes).replace(/[\0 ]+$/, '').trim();
  return /^[0-7]*$/.test(text) ? parseInt(text || '0', 8) : NaN;
};

/** Octal, or in base 256 where its first bit is set (GNU). */
function sizeIn(bytes: Uint8Array): number {
  if (!(bytes[0]! & 0x80)) return octal(bytes);
  return bytes.subarray(1).reduce((value, byte) => value * 256 + byte, bytes[0]! & 0x7f);
}

/** What a header of a longer name says of the file behind it. */
function longName(kind: string, bytes: Uint8Array): { path?: string; size?: number } {
  if (kind === 'L') return { path: utf8(bytes) };
  const found: { path?: string; size?: number } = {};
  for (const [, key, value] of utf8(bytes).matchAll(/^\d+ (path|size)=(.*)$/gm)) {
    if (key === 'path') found.path = value;
    else found.size = Number(value);
  }
  return found;
}
