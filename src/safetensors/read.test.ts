import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedFile } from '../../tools/shipped';
import { SafetensorsError } from './error';
import { readSafetensors } from './read';
import type { Tensor } from './tensor';
import { writeSafetensors } from './write';

function file(header: unknown, data: number | Uint8Array = 0): ArrayBuffer {
  const text = typeof header === 'string' ? header : JSON.stringify(header);
  return raw(new TextEncoder().encode(text), typeof data === 'number' ? new Uint8Array(data) : data);
}

function raw(header: Uint8Array, data: Uint8Array, length = BigInt(header.length)): ArrayBuffer {
  const bytes = new Uint8Array(8 + header.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, length, true);
  bytes.set(header, 8);
  bytes.set(data, 8 + header.length);
  return bytes.buffer;
}

function fault(buffer: ArrayBuffer): string {
  try {
    readSafetensors(buffer);
  } catch (error) {
    if (error instanceof SafetensorsError) return error.fault;
    throw error;
  }
  return 'none';
}

const f32 = (begin: number, end: number, shape = [(end - begin) / 4]) => ({ dtype: 'F32', shape, data_offsets: [begin, end] });

describe('a file that lies is refused by name', () => {
  test.each([
    ['tooShort', new ArrayBuffer(0)],
    ['tooShort', new ArrayBuffer(7)],
    ['headerBeyondFile', raw(new Uint8Array(2), new Uint8Array(0), 3n)],
    ['headerBeyondFile', raw(new Uint8Array(2), new Uint8Array(0), 2n ** 64n - 1n)],
    ['notJson', file('')],
    ['notJson', file('{"a":')],
    ['notJson', file('[]')],
    ['notJson', file('null')],
    ['notJson', raw(Uint8Array.of(0x7b, 0xff, 0x7d), new Uint8Array(0))],
    ['metadata', file({ __metadata__: { n: 1 } })],
    ['metadata', file({ __metadata__: 'text' })],
    ['entry', file({ a: 1 })],
    ['entry', file({ a: { dtype: 'F32', shape: 4, data_offsets: [0, 4] } }, 4)],
    ['entry', file({ a: { dtype: 'F32', shape: [-1], data_offsets: [0, 4] } }, 4)],
    ['entry', file({ a: { dtype: 'F32', shape: ['1'], data_offsets: [0, 4] } }, 4)],
    ['entry', file({ a: { dtype: 7, shape: [1], data_offsets: [0, 4] } }, 4)],
    ['dtype', file({ a: { dtype: 'F8_E4M3', shape: [4], data_offsets: [0, 4] } }, 4)],
    ['dtype', file({ a: { dtype: 'toString', shape: [4], data_offsets: [0, 4] } }, 4)],
    ['offsets', file({ a: { dtype: 'F32', shape: [1], data_offsets: [-4, 0] } }, 4)],
    ['offsets', file({ a: { dtype: 'F32', shape: [1], data_offsets: [4, 0] } }, 4)],
    ['offsets', file({ a: { dtype: 'F32', shape: [1], data_offsets: [0, 4, 8] } }, 4)],
    ['offsets', file({ a: { dtype: 'F32', shape: [1], data_offsets: [0.5, 4.5] } }, 8)],
    ['offsets', file('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1e300]}}', 8)],
    ['shape', file({ a: f32(0, 4, [2]) }, 4)],
    ['shape', file({ a: f32(0, 4, [2 ** 40, 2 ** 40, 2 ** 40]) }, 4)],
    ['shape', file({ a: f32(0, 4, [0, 4]) }, 4)],
    ['overlap', file({ a: f32(0, 8), b: f32(4, 12) }, 12)],
    ['gap', file({ a: f32(0, 4), b: f32(8, 12) }, 12)],
    ['gap', file({ a: f32(0, 4) }, 12)],
    ['gap', file({}, 1)],
    ['truncated', file({ a: f32(0, 12) }, 11)],
    ['truncated', file({ a: f32(0, 4 * 2 ** 40) }, 4)],
  ])('%s', (expected, buffer) => {
    expect(fault(buffer)).toBe(expected);
  });

  test('a header over the limit', () => {
    expect(() => readSafetensors(file(`{${' '.repeat(200)}}`), 100)).toThrow(/headerTooLarge/);
  });
});

test('reads views where aligned, copies where not, scalars and empty tensors', () => {
  const header = '{"b":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"f":{"dtype":"F32","shape":[],"data_offsets":[1,5]},"e":{"dtype":"F32","shape":[0,9007199254740991],"data_offsets":[5,5]}}';
  const data = new Uint8Array(5);
  data[0] = 7;
  new DataView(data.buffer).setFloat32(1, 1.5, true);
  const buffer = file(header, data);
  const { tensors } = readSafetensors(buffer);
  expect(tensors.get('b')).toEqual({ dtype: 'U8', shape: [1], data: Uint8Array.of(7) });
  expect(tensors.get('b')?.data.buffer).toBe(buffer);
  expect(tensors.get('f')).toEqual({ dtype: 'F32', shape: [], data: Float32Array.of(1.5) });
  expect(tensors.get('e')?.data.length).toBe(0);
});

test('a name such as __proto__ is only a name', () => {
  const { tensors, metadata } = readSafetensors(file('{"__metadata__":{"__proto__":"x"},"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', 1));
  expect([...tensors.keys()]).toEqual(['__proto__']);
  expect(Object.entries(metadata)).toEqual([['__proto__', 'x']]);
});

const shape = fc.array(fc.nat(4), { maxLength: 3 });
const dtypes = fc.constantFrom('F64', 'F32', 'F16', 'BF16', 'I64', 'I32', 'I16', 'I8', 'U64', 'U32', 'U16', 'U8', 'BOOL');
const SIZES: Record<string, number> = { F64: 8, I64: 8, U64: 8, F32: 4, I32: 4, U32: 4, F16: 2, BF16: 2, I16: 2, U16: 2 };
/** Tensors of random bytes, NaN and infinities among them, made through the reader itself. */
const tensor = fc.tuple(dtypes, shape).chain(([dtype, shape]) => {
  const bytes = shape.reduce((a, b) => a * b, SIZES[dtype] ?? 1);
  return fc
    .uint8Array({ minLength: bytes, maxLength: bytes })
    .map((data) => readSafetensors(file({ t: { dtype, shape, data_offsets: [0, bytes] } }, data)).tensors.get('t') as Tensor);
});
const name = fc.string({ unit: 'grapheme' }).filter((text) => text !== '__metadata__');
const files = fc.tuple(fc.uniqueArray(fc.tuple(name, tensor), { selector: ([key]) => key, maxLength: 6 }), fc.dictionary(name, fc.string({ unit: 'grapheme' })));
const bytesOf = ({ data }: Tensor) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);

test('what is written reads back bit for bit, aligned', () => {
  fc.assert(
    fc.property(files, ([tensors, metadata]) => {
      const { buffer } = writeSafetensors(tensors, metadata);
      const read = readSafetensors(buffer);
      expect(Object.entries(read.metadata).sort()).toEqual(Object.entries(metadata).sort());
      expect(read.tensors.size).toBe(tensors.length);
      for (const [key, tensor] of tensors) {
        const back = read.tensors.get(key) as Tensor;
        expect([back.dtype, back.shape]).toEqual([tensor.dtype, tensor.shape]);
        expect(bytesOf(back)).toEqual(bytesOf(tensor));
        expect(back.data.buffer).toBe(buffer);
      }
    }),
    { numRuns: 60 },
  );
});

test('cut short at any byte it is refused', () => {
  const written = writeSafetensors([
    ['a', { dtype: 'F32', shape: [2, 3], data: new Float32Array(6) }],
    ['b', { dtype: 'F16', shape: [5], data: new Uint16Array(5) }],
  ], { made: 'here' });
  for (let bytes = 0; bytes < written.length; bytes++) {
    expect(['tooShort', 'headerBeyondFile', 'truncated']).toContain(fault(written.slice(0, bytes).buffer));
  }
});

test('changed bytes are read or refused, never a crash, and no tensor is larger than the file', () => {
  const written = writeSafetensors([
    ['a', { dtype: 'F32', shape: [2, 3], data: new Float32Array(6) }],
    ['b', { dtype: 'U8', shape: [3], data: new Uint8Array(3) }],
  ], { made: 'here' });
  const change = fc.tuple(fc.nat(written.length - 1), fc.oneof(fc.nat(255), fc.constantFrom(...'0123456789-,:"[]{}e.').map((c) => c.charCodeAt(0))));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
      const copy = written.slice();
      for (const [at, value] of changes) copy[at] = value;
      try {
        const total = [...readSafetensors(copy.buffer).tensors.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
        expect(total).toBeLessThanOrEqual(copy.length);
      } catch (error) {
        expect(error).toBeInstanceOf(SafetensorsError);
      }
    }),
    { numRuns: 500 },
  );
});

test('random JSON in place of an entry is refused or read', () => {
  fc.assert(
    fc.property(fc.json(), fc.nat(16), (json, bytes) => {
      expect(fault(file(`{"a":${json}}`, bytes))).toMatch(/^(entry|dtype|offsets|shape|gap|truncated|none)$/);
    }),
    { numRuns: 200 },
  );
});

test("the shipped network's weights are views of the file", () => {
  const bytes = shippedFile('weights.safetensors');
  const buffer = new Uint8Array(bytes).buffer;
  const { tensors } = readSafetensors(buffer);
  const weight = tensors.get('layer4.2.se.fc1.weight') as Tensor;
  expect([weight.dtype, weight.shape]).toEqual(['F16', [12, 192, 1, 1]]);
  expect([...tensors.values()].every(({ data }) => data.buffer === buffer)).toBe(true);
});
