import type { Tensor } from './tensor';

let halves: Uint32Array | undefined;

/** The tensor's values as F32. An F32 tensor's own array is returned, not a copy; NaN keeps its payload; 64-bit integers lose what F32 can't hold. */
export function toFloat32(tensor: Tensor): Float32Array {
  switch (tensor.dtype) {
    case 'F32':
      return tensor.data;
    case 'F16':
      return fromBits(tensor.data, (halves ??= halfTable()));
    case 'BF16':
      return new Float32Array(Uint32Array.from(tensor.data, (bits) => bits << 16).buffer);
    case 'I64':
    case 'U64':
      return Float32Array.from(tensor.data, Number);
    default:
      return Float32Array.from(tensor.data);
  }
}

function fromBits(halfBits: Uint16Array, table: Uint32Array): Float32Array {
  const bits = new Uint32Array(halfBits.length);
  for (let i = 0; i < bits.length; i++) bits[i] = table[halfBits[i]];
  return new Float32Array(bits.buffer);
}

/** F32 bits of every F16 value, [65536]. */
function halfTable(): Uint32Array {
  const table = new Uint32Array(65536);
  for (let half = 0; half < 65536; half++) {
    const exponent = (half >> 10) & 31;
    table[half] = ((half & 0x8000) << 16) | magnitude(exponent, half & 1023);
  }
  return table;
}

/** F32 bits of an F16's exponent and mantissa, without the sign. */
function magnitude(exponent: number, mantissa: number): number {
  if (exponent === 31) return 0x7f800000 | (mantissa << 13);
  if (exponent > 0) return ((exponent + 112) << 23) | (mantissa << 13);
  return new Uint32Array(Float32Array.of(mantissa * 2 ** -24).buffer)[0];
}
