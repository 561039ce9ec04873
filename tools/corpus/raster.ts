/** A small picture whose values every format here can hold exactly. RGB bytes, [height, width, 3] flat. */
export interface Raster {
  width: number;
  height: number;
  rgb: Uint8Array;
}

function raster(width: number, height: number, colour: (x: number, y: number) => [number, number, number]): Raster {
  const rgb = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) rgb.set(colour(x, y), (y * width + x) * 3);
  return { width, height, rgb };
}

const inside = (x: number, y: number): boolean => (x - 30) ** 2 + (y - 24) ** 2 < 300;

/** Sixteen colours of 0, 85, 170 and 255, the first of them white. */
export const colour = raster(61, 47, (x, y) => (inside(x, y) ? [255, 85 * (x % 3), 0] : [255 - 85 * (y >> 4), 255, 255 - 85 * (x >> 4)]));
/** 0, 85, 170 and 255, which two bits hold. */
export const grey = raster(61, 47, (x, y) => {
  const value = inside(x, y) ? 255 : 85 * ((x >> 4) % 4);
  return [value, value, value];
});
export const blackWhite = raster(61, 47, (x, y) => (inside(x, y) || y % 8 === 0 ? [255, 255, 255] : [0, 0, 0]));

/** The colours that occur, and for each pixel which. */
export function indexed({ rgb }: Raster): { palette: number[][]; indices: Uint8Array } {
  const palette: number[][] = [];
  const indices = new Uint8Array(rgb.length / 3);
  for (let i = 0; i < indices.length; i++) {
    const found = [...rgb.subarray(3 * i, 3 * i + 3)];
    let at = palette.findIndex((entry) => entry.every((value, c) => value === found[c]));
    if (at < 0) at = palette.push(found) - 1;
    indices[i] = at;
  }
  return { palette, indices };
}
