import type { Crop, Preprocessing } from '../contracts';
import { cropGeometry } from './geometry';
import { resize } from './resize';
import type { Picture } from './resize';

/** What the network sees of a picture: resized as Pillow does, the middle cut out as torchvision does. */
export function toCrop(picture: Picture, preprocessing: Pick<Preprocessing, 'size' | 'crop' | 'interpolation'>): Crop {
  const { resized, window } = cropGeometry(picture.width, picture.height, preprocessing);
  const pixels = resize(picture, resized, preprocessing.interpolation, window);
  return { width: window.width, height: window.height, pixels };
}
