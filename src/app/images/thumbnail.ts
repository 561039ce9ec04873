import type { Crop } from '../../contracts';
import { contextOf, pngFile, unseenCanvas } from '../../image/canvas';

/** The crop as a small picture file, for where the picture itself can't be shown or is too large to be shown small. */
export function thumbnail({ width, height, pixels }: Crop): Promise<Blob> {
  const canvas = unseenCanvas(width, height);
  const image = new ImageData(width, height);
  for (let i = 0; i < width * height; i++) {
    image.data.set(pixels.subarray(3 * i, 3 * i + 3), 4 * i);
    image.data[4 * i + 3] = 255;
  }
  contextOf(canvas).putImageData(image, 0, 0);
  return pngFile(canvas);
}
