import type { Decodable } from './sniff';

/** What a file's own structure says, before it is decoded. */
export interface Structure {
  /** Undefined where the header doesn't say. */
  width?: number;
  height?: number;
  /** The picture's data is all there (of an animation, its first frame's). Browsers decode files that are cut short without a word. */
  complete: boolean;
}

const INCOMPLETE: Structure = { complete: false };

/** @param bytes the whole file, of this format */
export function structure(bytes: Uint8Array, format: Decodable): Structure {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return READERS[format](bytes, view);
  } catch (error) {
    if (error instanceof RangeError) return INCOMPLETE;
    throw error;
  }
}

/** A read behind the end of `view` throws RangeError, which means: cut short. */
const READERS: Record<Decodable, (bytes: Uint8Array, view: DataView) => Structure> = {
  JPEG: jpeg,
  PNG: png,
  GIF: gif,
  WebP: webp,
  BMP: bmp,
  AVIF: avif,
};

/** ITU T.81, annex B: segments up to the end-of-image marker; thumbnails lie inside segments. */
function jpeg(bytes: Uint8Array, view: DataView): Structure {
  let size = {};
  let at = 2;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) return INCOMPLETE;
    const marker = view.getUint8(at + 1);
    if (marker === 0xd9) return { ...size, complete: true };
    if (marker === 0xff) at += 1;
    else if (marker < 0x02 || (marker >= 0xd0 && marker <= 0xd8)) at += 2;
    else {
      if (isFrame(marker)) size = { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
      at += 2 + view.getUint16(at + 2);
    }
  }
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function png(bytes: Uint8Array, view: DataView): Structure {
  const size = { width: view.getUint32(16), height: view.getUint32(20) };
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    if (view.getUint32(at + 4) === 0x49454e44) return { ...size, complete: true };
  }
  return { ...size, complete: false };
}

function gif(_: Uint8Array, view: DataView): Structure {
  const size = { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  let at = 13 + colorTable(view.getUint8(10));
  for (;;) {
    const kind = view.getUint8(at);
    if (kind === 0x3b) return { ...size, complete: false };
    const image = kind === 0x2c;
    at += image ? 11 + colorTable(view.getUint8(at + 9)) : 2;
    for (let length = view.getUint8(at); length > 0; length = view.getUint8(at)) at += 1 + length;
    at += 1;
    if (image) return { ...size, complete: true };
  }
}

function colorTable(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function webp(bytes: Uint8Array, view: DataView): Structure {
  const complete = view.getUint32(4, true) + 8 <= bytes.length;
  switch (String.fromCharCode(...bytes.subarray(12, 16))) {
    case 'VP8X':
      return { width: 1 + (view.getUint32(24, true) & 0xffffff), height: 1 + (view.getUint32(26, true) >>> 8), complete };
    case 'VP8L':
      return { width: 1 + (view.getUint32(21, true) & 0x3fff), height: 1 + ((view.getUint32(21, true) >>> 14) & 0x3fff), complete };
    default:
      return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff, complete };
  }
}

function bmp(bytes: Uint8Array, view: DataView): Structure {
  const core = view.getUint32(14, true) === 12;
  const width = core ? view.getUint16(18, true) : Math.abs(view.getInt32(18, true));
  const height = core ? view.getUint16(20, true) : Math.abs(view.getInt32(22, true));
  const bits = view.getUint16(core ? 24 : 28, true);
  const compressed = !core && view.getUint32(30, true) !== 0 && view.getUint32(30, true) !== 3;
  const row = Math.ceil((width * bits) / 32) * 4;
  return { width, height, complete: compressed || view.getUint32(10, true) + row * height <= bytes.length };
}

/** Top-level boxes up to the end; the size is the largest `ispe` property, which a grid's whole image has. */
function avif(bytes: Uint8Array, view: DataView): Structure {
  let at = 0;
  while (at < bytes.length) {
    const short = view.getUint32(at);
    if (short === 0) break;
    const length = short === 1 ? Number(view.getBigUint64(at + 8)) : short;
    if (length < 8) return INCOMPLETE;
    at += length;
  }
  let [width, height] = [0, 0];
  for (let found = bytes.indexOf(0x69); found >= 0 && found < 65_536; found = bytes.indexOf(0x69, found + 1)) {
    if (found + 16 > bytes.length || view.getUint32(found) !== 0x69737065) continue;
    width = Math.max(width, view.getUint32(found + 8));
    height = Math.max(height, view.getUint32(found + 12));
  }
  return { ...(width > 0 ? { width, height } : {}), complete: at <= bytes.length };
}
