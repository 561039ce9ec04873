import type { DecodedImage, Manifest } from '../contracts';
import { toCrop } from '../image/crop';
import { decodeImage, fromBitmap } from '../image/decode';
import { EngineError, toProblem } from './problem';

/** One file, or a bitmap, to the network's crop, without the worker. @throws EngineError as the worker does */
export async function decodeHere(file: Blob | ImageBitmap, name: string, preprocessing: Manifest['preprocessing']): Promise<DecodedImage> {
  try {
    const picture = file instanceof Blob ? await decodeImage(file, name) : fromBitmap(file, name);
    return { crop: toCrop(picture, preprocessing), source: { width: picture.width, height: picture.height } };
  } catch (error) {
    const { code, values } = toProblem(error);
    throw new EngineError(code, values);
  }
}
