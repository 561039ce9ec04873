import { indexed, type Raster } from './raster';

export interface BmpOptions {
  bits: 1 | 4 | 8 | 24 | 32;
  topDown?: boolean;
  claimed?: { width: number; height: number };
}

export function bmp(picture: Raster, { bits, topDown = false, claimed = picture }: BmpOptions): Buffer {
  const { palette, indices } = indexed(picture);
  const table = bits <= 8 ? palette : [];
  const stride = Math.ceil((picture.width * bits) / 32) * 4;
  const start = 54 + 4 * table.length;
  const file = Buffer.alloc(start + stride * picture.height);
  file.write('BM');
  for (const [value, at] of [[file.length, 2], [start, 10], [40, 14], [claimed.width, 18], [table.length, 46]] as const) file.writeUInt32LE(value, at);
  file.writeInt32LE(topDown ? -claimed.height : claimed.height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(bits, 28);
  table.forEach(([r, g, b], i) => file.set([b!, g!, r!, 0], 54 + 4 * i));
  for (let y = 0; y < picture.height; y++) {
    const row = file.subarray(start + stride * (topDown ? y : picture.height - 1 - y));
    for (let x = 0; x < picture.width; x++) {
      const at = y * picture.width + x;
      if (bits <= 8) row[(x * bits) >> 3]! |= indices[at]! << (8 - bits - ((x * bits) & 7));
      else row.set([...picture.rgb.subarray(3 * at, 3 * at + 3)].reverse(), (x * bits) / 8);
    }
  }
  return file;
}
