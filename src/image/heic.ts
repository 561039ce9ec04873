import type * as HeicTo from 'heic-to/csp';
// oxlint-disable-next-line import/default -- the address of the file, not what is in it
import address from 'heic-to/csp?url';
import { ImageError } from './error';

const MOST_BYTES = 256 * 2 ** 20;
let loading: Promise<typeof HeicTo> | undefined;

/**
 * Decodes a HEIC file, in a worker of the library's own, with its rotation applied. The library (LGPL) stays the file that it
 * is published as, and is loaded at the first call; its build for a strict policy needs `wasm-unsafe-eval` and `worker-src blob:`.
 * @throws ImageError `image.reader` where the library can't be loaded, `image.broken`, `image.tooManyBytes`
 */
export async function decodeHeic(file: Blob, name: string): Promise<ImageBitmap> {
  if (file.size > MOST_BYTES) throw new ImageError('image.tooManyBytes', { name, megabytes: Math.round(file.size / 2 ** 20), limit: MOST_BYTES / 2 ** 20 });
  const { heicTo } = await load(name);
  try {
    return await heicTo({ blob: file, type: 'bitmap', options: { colorSpaceConversion: 'none', premultiplyAlpha: 'none' } });
  } catch (error) {
    throw new ImageError('image.broken', { name, format: 'HEIC' }, { cause: error });
  }
}

function load(name: string): Promise<typeof HeicTo> {
  loading ??= import(/* @vite-ignore */ new URL(address, document.baseURI).href) as Promise<typeof HeicTo>;
  return loading.catch((error: unknown) => {
    loading = undefined;
    throw new ImageError('image.reader', { name, format: 'HEIC' }, { cause: error });
  });
}
