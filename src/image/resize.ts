import type { Window } from './geometry';

/** RGB bytes, [height, width, 3] flat. */
export interface Picture {
  width: number;
  height: number;
  rgb: Uint8Array;
}

export type Filter = 'bilinear' | 'bicubic';

/** Fixed point of Pillow's weights: 32 bits less 8 of a pixel and 2 to spare. */
const PRECISION = 22;

const FILTERS: Record<Filter, { support: number; weight: (x: number) => number }> = {
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { support: 2, weight: (x) => bicubic(Math.abs(x)) },
};

/** For each output index the first input index and its weights, padded with zeros to `taps`. */
interface Weights {
  first: Int32Array;
  length: Int32Array;
  /** [outputs, taps], in fixed point. */
  values: Int32Array;
  taps: number;
}

/**
 * Pillow's antialiased resize of 8-bit RGB (libImaging/Resample.c), byte for byte, of which only `window` is computed:
 * rows first, rounded to bytes, then columns; a direction whose size doesn't change is left alone.
 * @returns [window.height, window.width, 3]
 */
export function resize(source: Picture, size: { width: number; height: number }, filter: Filter, window: Window = { left: 0, top: 0, ...size }): Uint8Array {
  const vertical = weights(source.height, size.height, window.top, window.height, filter);
  const last = window.height - 1;
  const firstRow = vertical.first[0];
  const rows = vertical.first[last] + vertical.length[last] - firstRow;
  const across = resizeRows(source, firstRow, rows, weights(source.width, size.width, window.left, window.width, filter));
  return resizeColumns(across, window.width, firstRow, vertical);
}

function weights(input: number, output: number, start: number, count: number, filter: Filter): Weights {
  if (input === output) return unchanged(start, count);
  const { support: radius, weight } = FILTERS[filter];
  const scale = input / output;
  const stretch = Math.max(1, scale);
  const support = radius * stretch;
  const taps = Math.ceil(support) * 2 + 1;
  const result: Weights = { first: new Int32Array(count), length: new Int32Array(count), values: new Int32Array(count * taps), taps };
  for (let i = 0; i < count; i++) {
    const center = (start + i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(center - support + 0.5));
    const length = Math.min(input, Math.trunc(center + support + 0.5)) - first;
    const raw = Array.from({ length }, (_, x) => weight((x + first - center + 0.5) * (1 / stretch)));
    result.first[i] = first;
    result.length[i] = length;
    result.values.set(fixedPoint(raw), i * taps);
  }
  return result;
}

function unchanged(start: number, count: number): Weights {
  return {
    first: Int32Array.from({ length: count }, (_, i) => start + i),
    length: new Int32Array(count).fill(1),
    values: new Int32Array(count).fill(2 ** PRECISION),
    taps: 1,
  };
}

/** Weights that sum to one, rounded away from zero at halves. */
function fixedPoint(raw: readonly number[]): number[] {
  const sum = raw.reduce((a, b) => a + b, 0);
  return raw.map((value) => {
    const weight = sum === 0 ? value : value / sum;
    return Math.trunc((weight < 0 ? -0.5 : 0.5) + weight * 2 ** PRECISION);
  });
}

/** [rows, outputs, 3] of the source's rows from `firstRow`. Sums stay below 2³¹: with `Math.imul` and `| 0` they are known to. */
function resizeRows({ width, rgb }: Picture, firstRow: number, rows: number, { first, length, values, taps }: Weights): Uint8ClampedArray {
  const outputs = first.length;
  const result = new Uint8ClampedArray(rows * outputs * 3);
  for (let i = 0; i < outputs; i++) {
    const end = i * taps + length[i];
    for (let row = 0; row < rows; row++) {
      let r = HALF, g = HALF, b = HALF;
      let at = ((firstRow + row) * width + first[i]) * 3;
      for (let tap = i * taps; tap < end; tap++, at += 3) {
        const weight = values[tap];
        r = (r + Math.imul(rgb[at], weight)) | 0;
        g = (g + Math.imul(rgb[at + 1], weight)) | 0;
        b = (b + Math.imul(rgb[at + 2], weight)) | 0;
      }
      const out = (row * outputs + i) * 3;
      result[out] = r >> PRECISION;
      result[out + 1] = g >> PRECISION;
      result[out + 2] = b >> PRECISION;
    }
  }
  return result;
}

/** [outputs, width, 3] of rows that begin at the source's row `firstRow`. */
function resizeColumns(rows: Uint8ClampedArray, width: number, firstRow: number, { first, length, values, taps }: Weights): Uint8Array {
  const stride = width * 3;
  const result = new Uint8ClampedArray(first.length * stride);
  for (let i = 0; i < first.length; i++) {
    const top = (first[i] - firstRow) * stride;
    for (let x = 0; x < stride; x++) {
      let sum = HALF;
      for (let tap = 0; tap < length[i]; tap++) sum = (sum + Math.imul(rows[top + tap * stride + x], values[i * taps + tap])) | 0;
      result[i * stride + x] = sum >> PRECISION;
    }
  }
  return new Uint8Array(result.buffer);
}

/** Added before the shift, so that it rounds. */
const HALF = 2 ** (PRECISION - 1);

/** Keys' cubic with a = −0.5, of |x|. */
function bicubic(x: number): number {
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return (((x - 5) * x + 8) * x - 4) * -0.5;
  return 0;
}
