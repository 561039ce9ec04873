import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BlockId } from '../contracts';
import { readAftermath } from './aftermathFile';
import { DataError } from './error';

const known: BlockId[] = ['SE_2_1', 'SE_5_3'];
const turned = { right: 40, gained: 2, lost: 5, low: -0.1, high: 0.1 };
const file = {
  format: 1,
  model: 'a',
  n: 100,
  epochs: 1,
  size: 56,
  lr: 0.01,
  live: 43,
  control: turned,
  rows: [
    { setting: { SE_5_3: 'frozen' }, as_it_is: turned, finetuned: turned },
    { setting: { SE_2_1: 'off', SE_5_3: 'off' }, as_it_is: turned, finetuned: turned, repaired: { images: 1000, ...turned } },
  ],
};
const bytes = (value: unknown): ArrayBuffer => new TextEncoder().encode(JSON.stringify(value)).buffer as ArrayBuffer;

it('reads what training/finetune.py writes', () => {
  const { n, live, control, rows } = readAftermath(bytes(file), known);
  const plain = { right: 40, gained: 2, lost: 5 };
  expect({ n, live, control }).toEqual({ n: 100, live: 43, control: plain });
  expect(rows).toEqual([
    { setting: { SE_5_3: 'frozen' }, asItIs: plain, finetuned: plain },
    { setting: { SE_2_1: 'off', SE_5_3: 'off' }, asItIs: plain, finetuned: plain, repaired: { images: 1000, ...plain } },
  ]);
});

it('names the field of a block that the network doesn’t have, and of more images than there are', () => {
  const refused = (changed: object) => {
    try {
      readAftermath(bytes({ ...file, ...changed }), known);
    } catch (error) {
      return (error as DataError).problem;
    }
    return undefined;
  };
  expect(refused({ rows: [{ ...file.rows[0], setting: { SE_9_9: 'off' } }] })).toEqual({ code: 'file.field', values: { file: 'removal.json', field: 'rows[0].setting' } });
  expect(refused({ control: { ...turned, lost: 101 } })).toEqual({ code: 'file.field', values: { file: 'removal.json', field: 'control.lost' } });
});

it('whatever stands in the file, it is read or refused with a sentence', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom('n', 'rows', 'control', 'live', 'epochs'), (value, key) => {
      try {
        readAftermath(bytes({ ...file, [key]: value }), known);
      } catch (error) {
        expect(error).toBeInstanceOf(DataError);
      }
    }),
  );
});
