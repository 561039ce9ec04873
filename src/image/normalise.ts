import type { Preprocessing } from '../contracts';

/**
 * A crop as the network's input: (v / 255 − mean) / std by channel, rounded to F32 at each step as torchvision's ToTensor and Normalize do.
 * @param pixels RGB bytes, [H, W, 3] flat
 * @returns [H, W, 3] flat
 */
export function normalise(pixels: Uint8Array, { mean, std }: Pick<Preprocessing, 'mean' | 'std'>): Float32Array {
  const tables = mean.map((m, c) => channelTable(m, std[c]));
  const input = new Float32Array(pixels.length);
  for (let i = 0; i < pixels.length; i += 3) {
    input[i] = tables[0][pixels[i]];
    input[i + 1] = tables[1][pixels[i + 1]];
    input[i + 2] = tables[2][pixels[i + 2]];
  }
  return input;
}

/** The input of every byte, [256]. */
function channelTable(mean: number, std: number): Float32Array {
  const divisor = Math.fround(std);
  return Float32Array.from({ length: 256 }, (_, byte) => Math.fround(Math.fround(byte / 255) - Math.fround(mean)) / divisor);
}
