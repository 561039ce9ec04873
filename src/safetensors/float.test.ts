import { describe, expect, test } from 'vitest';
import { toFloat32 } from './float';
import type { Tensor } from './tensor';

const bitsOf = (values: Float32Array) => new Uint32Array(values.buffer, values.byteOffset, values.length);

describe('F16', () => {
  const all = toFloat32({ dtype: 'F16', shape: [65536], data: Uint16Array.from({ length: 65536 }, (_, i) => i) });

  test('every value follows IEEE 754, infinities and subnormals too', () => {
    for (let half = 0; half < 65536; half++) {
      const sign = half & 0x8000 ? -1 : 1;
      const exponent = (half >> 10) & 31;
      const mantissa = half & 1023;
      if (exponent === 31 && mantissa) expect(all[half]).toBeNaN();
      else if (exponent === 31) expect(all[half]).toBe(sign * Infinity);
      else expect(all[half]).toBe(sign * (exponent ? (1 + mantissa / 1024) * 2 ** (exponent - 15) : mantissa * 2 ** -24));
    }
  });

  test('NaN keeps sign and payload', () => {
    expect(bitsOf(all)[0xfe01]).toBe(0xffc02000);
  });
});

test('BF16 is the upper half of F32', () => {
  const values = toFloat32({ dtype: 'BF16', shape: [4], data: Uint16Array.of(0x3f80, 0xc049, 0x7f80, 0x7fc1) });
  expect([...bitsOf(values)]).toEqual([0x3f800000, 0xc0490000, 0x7f800000, 0x7fc10000]);
});

test('F32 is not copied; integers and F64 convert', () => {
  const data = Float32Array.of(1, NaN);
  expect(toFloat32({ dtype: 'F32', shape: [2], data })).toBe(data);
  const others: Tensor[] = [
    { dtype: 'F64', shape: [2], data: Float64Array.of(0, 3) },
    { dtype: 'I64', shape: [2], data: BigInt64Array.of(0n, 3n) },
    { dtype: 'U8', shape: [2], data: Uint8Array.of(0, 3) },
    { dtype: 'BOOL', shape: [2], data: Uint8Array.of(0, 3) },
  ];
  for (const tensor of others) expect([...toFloat32(tensor)]).toEqual([0, 3]);
});
