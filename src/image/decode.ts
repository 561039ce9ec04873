import { ImageError } from './error';
import { readPixels } from './pixels';
import type { Picture } from './resize';
import { DECODABLE, sniff } from './sniff';
import type { Decodable } from './sniff';
import { structure } from './structure';

/** A larger picture would take over a gigabyte to decode and read. */
const MOST_PIXELS = 100e6;
const MOST_BYTES = 256 * 2 ** 20;
/** Enough to tell a format by; a file that isn't small is read no further unless it is a picture. */
const HEADER = 4096;
const SMALL = 2 ** 20;

/**
 * Decodes a picture file as the browser does, without colour management, with EXIF orientation applied and transparency
 * on white; of an animation the first frame. Runs in a page or a worker.
 * @param name the file's name, for errors
 * @throws ImageError `image.empty`, `image.unreadable`, `image.text`, `image.format`, `image.unknown`, `image.tooManyBytes`,
 * `image.truncated`, `image.tooManyPixels`, `image.broken`
 */
export async function decodeImage(file: Blob, name: string): Promise<Picture> {
  if (file.size === 0) throw new ImageError('image.empty', { name });
  const first = await bytesOf(file.size > SMALL ? file.slice(0, HEADER) : file, name);
  const format = decodable(sniff(first.subarray(0, HEADER)), name);
  if (file.size > MOST_BYTES) throw new ImageError('image.tooManyBytes', { name, megabytes: Math.round(file.size / 2 ** 20), limit: MOST_BYTES / 2 ** 20 });
  const bytes = file.size > SMALL ? await bytesOf(file, name) : first;
  const { width = 0, height = 0, complete } = structure(bytes, format);
  if (!complete) throw new ImageError('image.truncated', { name, format });
  checkSize(width, height, name);
  return fromBitmap(await toBitmap(new Blob([bytes], { type: `image/${format.toLowerCase()}` }), name, format), name);
}

/** A folder, or a file that has gone meanwhile, has a size and can't be read. */
async function bytesOf(file: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new ImageError('image.unreadable', { name }, { cause: error });
  }
}

/** A bitmap as a picture, transparency on white; the bitmap is closed. @throws ImageError `image.tooManyPixels` */
export function fromBitmap(bitmap: ImageBitmap, name: string): Picture {
  try {
    checkSize(bitmap.width, bitmap.height, name);
    return { width: bitmap.width, height: bitmap.height, rgb: readPixels(bitmap) };
  } finally {
    bitmap.close();
  }
}

function decodable(format: string | undefined, name: string): Decodable {
  if (format === undefined) throw new ImageError('image.unknown', { name });
  if (format === 'text') throw new ImageError('image.text', { name });
  const taken = DECODABLE.find((known) => known === format);
  if (!taken) throw new ImageError('image.format', { name, format });
  return taken;
}

function checkSize(width: number, height: number, name: string): void {
  if (width * height <= MOST_PIXELS) return;
  throw new ImageError('image.tooManyPixels', { name, width, height, megapixels: Math.round((width * height) / 1e6), limit: MOST_PIXELS / 1e6 });
}

/** Without colour management; a browser that doesn't know one of the words (Safari before 17) decodes in its own way. */
function bitmapOf(file: Blob): Promise<ImageBitmap> {
  return createImageBitmap(file, { colorSpaceConversion: 'none', premultiplyAlpha: 'none', imageOrientation: 'from-image' }).catch((error: unknown) => {
    if (error instanceof TypeError) return createImageBitmap(file);
    throw error;
  });
}

async function toBitmap(file: Blob, name: string, format: Decodable): Promise<ImageBitmap> {
  try {
    return await bitmapOf(file);
  } catch (error) {
    throw new ImageError('image.broken', { name, format }, { cause: error });
  }
}
