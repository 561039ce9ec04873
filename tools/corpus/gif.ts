import { indexed, type Raster } from './raster';

export interface GifOptions {
  interlaced?: boolean;
  /** More frames behind the first, each of one colour. */
  frames?: number;
}

/** A GIF whose codes are never compressed: a clear code stands before the table would grow. At most 128 colours. */
export function gif(picture: Raster, { interlaced = false, frames = 0 }: GifOptions = {}): Buffer {
  const { width, height } = picture;
  const { palette, indices } = indexed(picture);
  const table = Buffer.alloc(3 * 128);
  table.set(palette.flat());
  const order = Array.from({ length: height }, (_, y) => y);
  const passes = [order.filter((y) => y % 8 === 0), order.filter((y) => y % 8 === 4), order.filter((y) => y % 4 === 2), order.filter((y) => y % 2 === 1)];
  const rows = (interlaced ? passes.flat() : order).map((y) => indices.subarray(y * width, (y + 1) * width));
  const first = frame(width, height, Buffer.concat(rows), interlaced);
  const more = Array.from({ length: frames }, (_, i) => frame(width, height, Buffer.alloc(width * height, i), false));
  return Buffer.concat([Buffer.from('GIF89a'), size(width, height), Buffer.from([0xf6, 0, 0]), table, first, ...more, Buffer.from([0x3b])]);
}

const size = (width: number, height: number): Buffer => Buffer.from([width & 255, width >> 8, height & 255, height >> 8]);

function frame(width: number, height: number, indices: Uint8Array, interlaced: boolean): Buffer {
  const codes: number[] = [];
  indices.forEach((index, i) => codes.push(...(i % 100 === 0 ? [128, index] : [index])));
  const data = Buffer.from([...codes, 129]);
  const blocks: Buffer[] = [];
  for (let at = 0; at < data.length; at += 255) {
    const part = data.subarray(at, at + 255);
    blocks.push(Buffer.from([part.length]), part);
  }
  return Buffer.concat([Buffer.from([0x2c, 0, 0, 0, 0]), size(width, height), Buffer.from([interlaced ? 0x40 : 0, 7]), ...blocks, Buffer.from([0])]);
}
