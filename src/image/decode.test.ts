import * as fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { decodeImage } from './decode';
import { ImageError } from './error';
import { DECODABLE, sniff } from './sniff';
import { structure } from './structure';

const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const be32 = (value: number) => [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
const le32 = (value: number) => be32(value).reverse();
const bytes = (...parts: (number | number[] | string)[]) => Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...latin(part)] : part)));
const chunk = (name: string, data: number[]) => [...be32(data.length), ...latin(name), ...data, 0, 0, 0, 0];

/** Smallest files of each format that have its structure; their pixels are made up. */
const WHOLE = {
  JPEG: bytes(
    0xff, 0xd8, 0xff, 0xe1, 0, 8, 0xff, 0xd8, 0xff, 0xd9, 0, 0, // a thumbnail's own end inside a segment
    0xff, 0xc2, 0, 11, 8, 0, 3, 0, 5, 1, 1, 0x11, 0,
    0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 0xff, 0, 3, 0xff, 0xd0, 4, 0xff, 0xff, 0xd9, 9, 9,
  ),
  PNG: bytes('\x89PNG\r\n\x1a\n', chunk('IHDR', [...be32(5), ...be32(3), 8, 2, 0, 0, 0]), chunk('IDAT', [1, 2, 3]), chunk('IEND', [])),
  GIF: bytes('GIF89a', 5, 0, 3, 0, 0x80, 0, 0, 1, 2, 3, 4, 5, 6, 0x21, 0xf9, 4, 0, 0, 0, 0, 0, 0x2c, 0, 0, 0, 0, 5, 0, 3, 0, 0, 2, 2, 7, 7, 1, 7, 0, 0x3b),
  WebP: bytes('RIFF', le32(22), 'WEBPVP8 ', le32(10), 0, 0, 0, 0x9d, 0x01, 0x2a, 5, 0, 3, 0),
  BMP: bytes('BM', le32(0), le32(0), le32(54), le32(40), le32(5), le32(-3), 1, 0, 24, 0, le32(0), le32(0), le32(0), le32(0), le32(0), le32(0), Array.from({ length: 48 }, () => 0)),
  AVIF: bytes(be32(16), 'ftypavif', be32(0), be32(28), 'meta', be32(20), 'ispe', be32(0), be32(5), be32(3), be32(12), 'mdat', be32(1)),
};
/** Bytes behind the end of the first picture, which may be missing. */
const SPARE = { JPEG: 2, PNG: 4, GIF: 1, WebP: 0, BMP: 0, AVIF: 0 };

describe('structure', () => {
  test.each(DECODABLE)('%s: size, and whole', (format) => {
    expect(sniff(WHOLE[format])).toBe(format);
    expect(structure(WHOLE[format], format)).toEqual({ width: 5, height: 3, complete: true });
  });

  test.each(DECODABLE)('%s cut short anywhere is not whole', (format) => {
    const whole = WHOLE[format];
    // Between boxes the decoder has to tell.
    const boundaries = format === 'AVIF' ? [0, 16, 44] : [];
    for (let length = 0; length < whole.length - SPARE[format]; length++) {
      if (!boundaries.includes(length)) expect(structure(whole.subarray(0, length), format).complete, `${length} bytes`).toBe(false);
    }
  });

  test('any bytes come to an end', () => {
    fc.assert(
      fc.property(fc.constantFrom(...DECODABLE), fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 8 }), (format, changes) => {
        const copy = WHOLE[format].slice();
        for (const [at, value] of changes) copy[at % copy.length] = value;
        expect(typeof structure(copy, format).complete).toBe('boolean');
      }),
      { numRuns: 300 },
    );
  });
});

describe('decodeImage refuses by name and reason', () => {
  afterEach(() => vi.unstubAllGlobals());

  const problem = async (content: Uint8Array<ArrayBuffer> | Blob) => {
    const error: unknown = await decodeImage(content instanceof Blob ? content : new Blob([content]), 'cat.jpg').catch((reason: unknown) => reason);
    return (error as ImageError).problem;
  };

  test.each([
    ['empty', '', undefined],
    ['text', 'not a picture, whatever its name says: é', undefined],
    ['text', '<!doctype html><p>404</p>', undefined],
    ['format', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'SVG'],
    ['format', 'II*\0\x08\0\0\0', 'TIFF'],
    ['format', '\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'HEIC'],
    ['format', '\0\0\0\x14ftypmif1\0\0\0\0heic', 'HEIC'],
    ['format', '\0\0\0\x18ftypisom\0\0\0\0mp41mp42', 'MP4'],
    ['format', '%PDF-1.7', 'PDF'],
    ['format', 'PK\x03\x04', 'ZIP'],
    ['unknown', '\0\x01\x02\x03', undefined],
    ['truncated', '\xff\xd8\xff\xe0', 'JPEG'],
    ['truncated', '\0\0\0\x1cftypmif1\0\0\0\0mif1avif', 'AVIF'],
  ])('%s: %j', async (code, content, format) => {
    const text = new TextEncoder().encode(content);
    const { code: got, values } = await problem(code === 'text' ? text : latin(content));
    expect(got).toBe(`image.${code}`);
    expect(values).toEqual({ name: 'cat.jpg', ...(format ? { format } : {}) });
  });

  test('what the browser does not decode', async () => {
    vi.stubGlobal('createImageBitmap', () => Promise.reject(new DOMException('no', 'InvalidStateError')));
    expect(await problem(WHOLE.PNG)).toEqual({ code: 'image.broken', values: { name: 'cat.jpg', format: 'PNG' } });
  });

  test('too many pixels, told from the header and from the bitmap, which is closed', async () => {
    const close = vi.fn<() => void>();
    vi.stubGlobal('createImageBitmap', async () => ({ width: 20_000, height: 20_000, close }));
    expect((await problem(WHOLE.PNG)).code).toBe('image.tooManyPixels');
    expect(close).toHaveBeenCalledTimes(1);
    const huge = WHOLE.PNG.slice();
    huge.set([0, 1, 0, 0, 0, 1, 0, 0], 16);
    expect(await problem(huge)).toEqual({ code: 'image.tooManyPixels', values: { name: 'cat.jpg', width: 65_536, height: 65_536, megapixels: 4295, limit: 100 } });
    expect(close).toHaveBeenCalledTimes(1);
  });

  test('a folder, or a file that has gone', async () => {
    const gone = Object.assign(new Blob(['x']), { arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotFoundError')) });
    expect((await problem(gone)).code).toBe('image.unreadable');
  });
});
