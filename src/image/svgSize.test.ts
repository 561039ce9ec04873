import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { svgSize } from './svgSize';

describe('svgSize', () => {
  test.each([
    [{ width: '200', height: '100' }, { width: 1024, height: 512, viewBox: '0 0 200 100' }],
    [{ width: '2cm', height: '20mm' }, { width: 512, height: 512, viewBox: `0 0 ${(2 * 96) / 2.54} ${(20 * 9.6) / 2.54}` }],
    [{ viewBox: '-5 -5 10,20' }, { width: 512, height: 1024, viewBox: '-5 -5 10 20' }],
    [{ width: '100%', height: '100%', viewBox: '0 0 4 3' }, { width: 683, height: 512, viewBox: '0 0 4 3' }],
    [{ width: '40px', viewBox: '0 0 10 20' }, { width: 512, height: 1024, viewBox: '0 0 10 20' }],
    [{}, { width: 1024, height: 512, viewBox: '0 0 300 150' }],
    [{ width: '0', height: '-3', viewBox: '0 0 0 9' }, { width: 1024, height: 512, viewBox: '0 0 300 150' }],
    [{ width: '90000', height: '1' }, { width: 4096, height: 1, viewBox: '0 0 90000 1' }],
  ])('%j', (attributes, expected) => expect(svgSize(attributes)).toEqual(expected));

  test('whatever is written, the picture has a size that can be drawn', () => {
    const text = fc.option(fc.oneof(fc.string(), fc.double().map(String), fc.constantFrom('1e-300', '1e308', '3em', 'NaN')), { nil: null });
    fc.assert(
      fc.property(text, text, text, (width, height, viewBox) => {
        const size = svgSize({ width, height, viewBox });
        for (const side of [size.width, size.height]) expect(Number.isInteger(side) && side >= 1 && side <= 4096).toBe(true);
      }),
    );
  });
});
