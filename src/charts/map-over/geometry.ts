/** One channel of a map [H, W, C] flat, as cells in rows with their least, greatest and mean value. */
export interface ChannelMap {
  rows: number;
  columns: number;
  cells: Float32Array;
  low: number;
  high: number;
  mean: number;
}

export function channelMap(values: Float32Array, [rows, columns]: readonly [number, number], channels: number, channel: number): ChannelMap {
  const cells = Float32Array.from({ length: rows * columns }, (_, i) => values[i * channels + channel]!);
  let [low, high, sum] = [Infinity, -Infinity, 0];
  for (const value of cells) {
    low = Math.min(low, value);
    high = Math.max(high, value);
    sum += value;
  }
  return { rows, columns, cells, low, high, mean: sum / cells.length };
}

/** RGB as RGBA. */
export function opaque(pixels: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const bytes = new Uint8ClampedArray((pixels.length / 3) * 4).fill(255);
  for (let i = 0; i < pixels.length; i++) bytes[Math.floor(i / 3) * 4 + (i % 3)] = pixels[i]!;
  return bytes;
}
