import { crc32, deflateSync } from 'node:zlib';
import { indexed, type Raster } from './raster';

export interface PngOptions {
  /** 0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha. */
  type: 0 | 2 | 3 | 4 | 6;
  bits: 1 | 2 | 4 | 8 | 16;
  /** Adam7. */
  interlaced?: boolean;
  /** Between header and data. */
  chunks?: Buffer[];
  /** Said in the header, whatever the data holds. */
  claimed?: { width: number; height: number };
}

const CHANNELS = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
/** First column and row, and steps, of each pass. */
const ADAM7 = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const;
export const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');

export function chunk(name: string, data: Uint8Array): Buffer {
  const result = Buffer.alloc(12 + data.length);
  result.writeUInt32BE(data.length);
  result.write(name, 4, 'latin1');
  result.set(data, 8);
  result.writeUInt32BE(crc32(result.subarray(4, 8 + data.length)), 8 + data.length);
  return result;
}

function header(width: number, height: number, { bits, type, interlaced }: PngOptions): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width);
  data.writeUInt32BE(height, 4);
  data.set([bits, type, 0, 0, Number(interlaced ?? false)], 8);
  return chunk('IHDR', data);
}

export function png(picture: Raster, options: PngOptions): Buffer {
  const { width, height } = options.claimed ?? picture;
  const palette = options.type === 3 ? [chunk('PLTE', Uint8Array.from(indexed(picture).palette.flat()))] : [];
  const data = chunk('IDAT', deflateSync(rows(picture, options)));
  return Buffer.concat([signature, header(width, height, options), ...palette, ...(options.chunks ?? []), data, chunk('IEND', new Uint8Array())]);
}

function rows(picture: Raster, options: PngOptions): Buffer {
  const { indices } = options.type === 3 ? indexed(picture) : { indices: undefined };
  const passes = options.interlaced ? ADAM7 : [[0, 0, 1, 1] as const];
  const lines: Buffer[] = [];
  for (const [left, top, across, down] of passes) {
    for (let y = top; y < picture.height && left < picture.width; y += down) {
      const samples: number[] = [];
      for (let x = left; x < picture.width; x += across) samples.push(...pixel(picture, indices, y * picture.width + x, options));
      lines.push(packed(samples, options.bits));
    }
  }
  return Buffer.concat(lines);
}

/** Samples of one pixel, at their depth. */
function pixel({ rgb }: Raster, indices: Uint8Array | undefined, at: number, { type, bits }: PngOptions): number[] {
  if (indices) return [indices[at]!];
  const most = 2 ** bits - 1;
  const channels = CHANNELS[type];
  const values = [...rgb.subarray(3 * at, 3 * at + (channels < 3 ? 1 : 3))].map((value) => Math.round((value * most) / 255));
  return channels % 2 === 0 ? [...values, most] : values;
}

/** One row behind its filter byte. */
function packed(samples: readonly number[], bits: number): Buffer {
  const row = Buffer.alloc(1 + Math.ceil((samples.length * bits) / 8));
  samples.forEach((sample, i) => {
    if (bits === 16) row.writeUInt16BE(sample, 1 + 2 * i);
    else row[1 + ((i * bits) >> 3)]! |= sample << (8 - bits - ((i * bits) & 7));
  });
  return row;
}
