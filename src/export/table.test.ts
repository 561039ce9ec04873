import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Cell, csvOf, harmless, jsonOf, type Table } from './table';

/** Any code units, halves of pairs and control characters too. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((units) => String.fromCharCode(...units));

/** A parser of RFC 4180 of its own. */
function parseCsv(text: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (text[at] === '"') at++;
        field += text[at];
      }
      at++;
    } else while (text[at] !== ',' && text[at] !== '\r') field += text[at++];
    record.push(field);
    if (text[at] === ',') at++;
    else {
      expect(text.slice(at, at + 2)).toBe('\r\n');
      records.push(record);
      record = [];
      at += 2;
    }
  }
  return records;
}

const tableOf = (rows: Cell[][], names: string[]): Table => ({ name: 't', title: 'T', source: ['made up'], columns: names.map((name) => ({ name, unit: 'px' })), rows: () => rows });
const whole = (pieces: Iterable<string>): string => [...pieces].join('');
const cell = fc.oneof(anyText, fc.double(), fc.boolean(), fc.constant(undefined), fc.constantFrom('=1+1', '@x', '+2', '-3', '\tx', 'a"b', 'a,b', 'a\r\nb', ' a '));

test('what goes into CSV comes out again: texts, numbers to the last digit, nothing where nothing is', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 20 }), (rows) => {
      const [head, ...found] = parseCsv(whole(csvOf(tableOf(rows, ['a', 'b"', '=c']))));
      expect(head).toEqual(['a [px]', 'b" [px]', "'=c [px]"]);
      expect(found).toHaveLength(rows.length);
      for (const [i, row] of rows.entries()) {
        for (const [j, value] of row.entries()) {
          const text = found[i]![j]!;
          if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) expect(text).toBe('');
          else if (typeof value === 'number') expect(Number(text)).toBe(value === 0 ? 0 : value);
          else expect(text).toBe(typeof value === 'string' ? harmless(value) : String(value));
        }
      }
    }),
  );
});

test('no text begins as a formula does', () => {
  fc.assert(fc.property(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '＝'), fc.string(), (first, rest) => harmless(first + rest).startsWith("'")));
  expect(['goldfish', '3', 'a=b', "'x"].map(harmless)).toEqual(['goldfish', '3', 'a=b', "'x"]);
});

test('JSON holds columns with their units, and null where a number is missing', () => {
  const rows = Array.from({ length: 4100 }, (_, i): Cell[] => [i, i === 2 ? NaN : 0.1 + 0.2, i === 3 ? undefined : 'x']);
  const pieces = [...jsonOf(tableOf(rows, ['a', 'b', 'c']))];
  expect(pieces.length).toBeGreaterThan(3);
  const read = JSON.parse(pieces.join('')) as { title: string; source: string[]; columns: unknown[]; rows: Cell[][] };
  expect(read.columns[1]).toEqual({ name: 'b', unit: 'px' });
  expect(read.rows).toHaveLength(4100);
  expect(read.rows.slice(2, 4)).toEqual([[2, null, 'x'], [3, 0.1 + 0.2, null]]);
  expect(JSON.parse(whole(jsonOf(tableOf([], ['a']))))).toMatchObject({ title: 'T', source: ['made up'], rows: [] });
});
