/**
 * Fields of a protobuf message in wire format (https://protobuf.dev/programming-guides/encoding), as pieces that are joined
 * only once, since weights are large.
 */
export type Pieces = readonly Uint8Array[];

const VARINT = 0;
const LENGTH_DELIMITED = 2;

/** An int32, int64 or enum field. Throws a RangeError unless `value` is a whole number from 0 to 2⁵³ − 1. */
export function integer(field: number, value: number): Pieces {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`field ${field} is ${value}; a whole number expected`);
  return [Uint8Array.from([...varint(8 * field + VARINT), ...varint(value)])];
}

/** A bytes field; `value` is referred to, not copied. */
export function bytes(field: number, value: Uint8Array): Pieces {
  return [head(field, value.length), value];
}

/** A string field, in UTF-8. */
export function text(field: number, value: string): Pieces {
  return bytes(field, new TextEncoder().encode(value));
}

/** A field that is a message of `fields`. */
export function message(field: number, ...fields: Pieces[]): Pieces {
  const pieces = fields.flat();
  return [head(field, size(pieces)), ...pieces];
}

export function join(pieces: Pieces): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(size(pieces));
  let at = 0;
  for (const piece of pieces) {
    joined.set(piece, at);
    at += piece.length;
  }
  return joined;
}

function head(field: number, length: number): Uint8Array {
  return Uint8Array.from([...varint(8 * field + LENGTH_DELIMITED), ...varint(length)]);
}

function varint(value: number): number[] {
  const encoded: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) encoded.push((rest % 0x80) | 0x80);
  return [...encoded, rest];
}

function size(pieces: Pieces): number {
  return pieces.reduce((total, piece) => total + piece.length, 0);
}
