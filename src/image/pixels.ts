import { contextOf, unseenCanvas } from './canvas';

/** Canvases end near 16 megapixels on iOS; a picture is read in tiles of this side. */
const TILE = 2048;

/** RGB bytes [height, width, 3] of a bitmap, transparency on white. */
export function readPixels(bitmap: ImageBitmap): Uint8Array {
  const { width, height } = bitmap;
  const rgb = new Uint8Array(width * height * 3);
  const context = contextOf(unseenCanvas(Math.min(width, TILE), Math.min(height, TILE)), { willReadFrequently: true });
  context.fillStyle = '#fff';
  for (let top = 0; top < height; top += TILE) {
    for (let left = 0; left < width; left += TILE) {
      const tileWidth = Math.min(TILE, width - left);
      const tileHeight = Math.min(TILE, height - top);
      context.fillRect(0, 0, tileWidth, tileHeight);
      context.drawImage(bitmap, left, top, tileWidth, tileHeight, 0, 0, tileWidth, tileHeight);
      const { data } = context.getImageData(0, 0, tileWidth, tileHeight);
      for (let y = 0; y < tileHeight; y++) {
        copyRow(data.subarray(y * tileWidth * 4, (y + 1) * tileWidth * 4), rgb, ((top + y) * width + left) * 3);
      }
    }
  }
  return rgb;
}

function copyRow(rgba: Uint8ClampedArray, rgb: Uint8Array, to: number): void {
  for (let from = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from];
    rgb[to++] = rgba[from + 1];
    rgb[to++] = rgba[from + 2];
  }
}

/** RGB bytes of RGBA bytes that are opaque. */
export function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  copyRow(rgba, rgb, 0);
  return rgb;
}
