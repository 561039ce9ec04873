import { expect, test } from 'vitest';
import { integer, join, message, text } from './protobuf';

/** The examples of https://protobuf.dev/programming-guides/encoding. */
test('fields are as the format describes them', () => {
  expect([...join(integer(1, 150))]).toEqual([0x08, 0x96, 0x01]);
  expect([...join(text(2, 'testing'))]).toEqual([0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67]);
  expect([...join(message(3, integer(1, 150)))]).toEqual([0x1a, 0x03, 0x08, 0x96, 0x01]);
});

test('field numbers and values beyond a byte, and beyond 32 bits', () => {
  expect([...join(integer(20, 0))]).toEqual([0xa0, 0x01, 0x00]);
  expect([...join(integer(1, 2 ** 40 + 1))]).toEqual([0x08, 0x81, 0x80, 0x80, 0x80, 0x80, 0x20]);
  expect(join(message(1, text(1, 'ü'.repeat(100)))).length).toBe(200 + 3 + 3);
});

test.each([-1, 0.5, NaN, 2 ** 53])('%s is not written', (value) => {
  expect(() => integer(4, value)).toThrow('field 4');
});
