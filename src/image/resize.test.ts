import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { resize } from './resize';
import type { Filter } from './resize';
import cases from './vectors/resize.json';

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

test.each(cases)('equals Pillow: $name', ({ filter, source, target }) => {
  const picture = { width: source.width, height: source.height, rgb: bytes(source.data) };
  expect(Buffer.from(resize(picture, target, filter as Filter)).equals(bytes(target.data))).toBe(true);
});

test('a window is that part of the whole', () => {
  const size = fc.integer({ min: 1, max: 24 });
  const sizes = fc.record({ width: size, height: size });
  fc.assert(
    fc.property(sizes, sizes, fc.constantFrom<Filter>('bilinear', 'bicubic'), fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }), (source, target, filter, [l, t, w, h]) => {
      const rgb = Uint8Array.from({ length: source.width * source.height * 3 }, (_, i) => (i * 7919 * (l + 1)) % 256);
      const left = l % target.width;
      const top = t % target.height;
      const window = { left, top, width: 1 + (w % (target.width - left)), height: 1 + (h % (target.height - top)) };
      const whole = resize({ ...source, rgb }, target, filter);
      const part = resize({ ...source, rgb }, target, filter, window);
      const rows = Array.from({ length: window.height }, (_, y) => {
        const start = ((top + y) * target.width + left) * 3;
        return [...whole.subarray(start, start + window.width * 3)];
      });
      expect([...part]).toEqual(rows.flat());
    }),
    { numRuns: 60 },
  );
});
