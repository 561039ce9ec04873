/** Root mean square over positions of every channel of a map [H, W, C] flat, [C]. */
export function channelStrength(map: Float32Array, channels: number): Float32Array {
  const squares = new Float64Array(channels);
  for (let i = 0; i < map.length; i++) squares[i % channels]! += map[i]! ** 2;
  return Float32Array.from(squares, (sum) => Math.sqrt((sum * channels) / map.length));
}

/** Indices by falling value; equal values keep their order. */
export const byFalling = (values: ArrayLike<number>): number[] =>
  Array.from(values, (_, index) => index).sort((a, b) => values[b]! - values[a]! || a - b);

/** A fully connected layer as the engine hands it out: weight [in, out] flat, bias [out]. */
export interface Layer {
  weight: Float32Array;
  bias: Float32Array;
}

/** What input `from` adds to each output, before the activation: weight · value, [out]. */
export function sent({ weight, bias }: Layer, input: ArrayLike<number>, from: number): Float32Array {
  const out = bias.length;
  return Float32Array.from({ length: out }, (_, o) => weight[from * out + o]! * input[from]!);
}

/** What each input adds to output `to`, before the activation, [in]. */
export function received({ weight, bias }: Layer, input: ArrayLike<number>, to: number): Float32Array {
  const out = bias.length;
  return Float32Array.from({ length: weight.length / out }, (_, i) => weight[i * out + to]! * input[i]!);
}

/** Lowest and highest of one channel of a map [H, W, C] flat. */
export function channelRange(map: Float32Array, channels: number, channel: number): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (let i = channel; i < map.length; i += channels) {
    low = Math.min(low, map[i]!);
    high = Math.max(high, map[i]!);
  }
  return [low, high];
}
