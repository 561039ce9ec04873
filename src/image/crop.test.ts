import { describe, expect, test } from 'vitest';
import { toCrop } from './crop';
import { cropGeometry } from './geometry';
import { normalise } from './normalise';
import cases from './vectors/geometry.json';

const bytes = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

test.each(cases)("torchvision's geometry: $name", ({ source: [width, height], size, crop, resized, offset }) => {
  const geometry = cropGeometry(width, height, { size: [size, size], crop });
  expect([geometry.resized.width, geometry.resized.height]).toEqual(resized);
  expect(geometry.window).toEqual({ left: offset[0], top: offset[1], width: size, height: size });
});

describe('crops equal Pillow', () => {
  test.each(cases.filter(({ pixels }) => pixels))('$name', ({ source: [width, height], size, crop, filter, pixels, crop_pixels: expected }) => {
    const picture = { width, height, rgb: bytes(pixels as string) };
    const seen = toCrop(picture, { size: [size, size], crop, interpolation: filter as 'bilinear' | 'bicubic' });
    expect([seen.width, seen.height]).toEqual([size, size]);
    expect(Buffer.from(seen.pixels).equals(bytes(expected as string))).toBe(true);
  });
});

test('a size that is not square is covered in both directions', () => {
  const { resized, window } = cropGeometry(400, 300, { size: [100, 200], crop: 1 });
  expect(resized).toEqual({ width: 200, height: 150 });
  expect(window).toEqual({ left: 0, top: 25, width: 200, height: 100 });
});

test('a very long picture costs no more than its crop', () => {
  const rgb = new Uint8Array(30_000 * 3).fill(200);
  const { pixels } = toCrop({ width: 30_000, height: 1, rgb }, { size: [64, 64], crop: 1, interpolation: 'bicubic' });
  expect(new Set(pixels)).toEqual(new Set([200]));
});

test("inputs are torchvision's to the last bit", () => {
  const imagenet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] } as { mean: [number, number, number]; std: [number, number, number] };
  expect([...normalise(Uint8Array.of(0, 0, 0, 255, 255, 255), imagenet)]).toEqual([
    ...Float32Array.of(-2.1179039478302, -2.0357141494750977, -1.804444432258606, 2.2489082813262939, 2.4285714626312256, 2.6400001049041748),
  ]);
});
