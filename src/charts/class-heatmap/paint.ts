import { interpolateViridis, rgb } from 'd3';
import type { Grid } from './geometry';

const steps = 256;

/** Viridis as [256, 4] RGBA bytes: even steps of lightness, also without colour vision. */
export const ramp: Uint8ClampedArray = (() => {
  const bytes = new Uint8ClampedArray(steps * 4);
  for (let i = 0; i < steps; i++) {
    const { r, g, b } = rgb(interpolateViridis(i / (steps - 1)));
    bytes.set([r, g, b, 255], i * 4);
  }
  return bytes;
})();

/** A grid as RGBA bytes, [rows, columns, 4]; values outside the domain take its ends. */
export function pixelsOf({ cells }: Grid, [low, high]: readonly [number, number]): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(cells.length * 4);
  for (const [cell, value] of cells.entries()) {
    const step = Math.min(steps - 1, Math.max(0, Math.round(((value - low) / (high - low)) * (steps - 1))));
    pixels.set(ramp.subarray(step * 4, step * 4 + 4), cell * 4);
  }
  return pixels;
}

/** Paints one pixel a cell; CSS stretches the canvas without smoothing. */
export function paintGrid(canvas: HTMLCanvasElement, grid: Grid, domain: readonly [number, number]): void {
  canvas.width = grid.columns;
  canvas.height = grid.rows;
  const context = canvas.getContext('2d');
  context?.putImageData(new ImageData(pixelsOf(grid, domain), grid.columns, grid.rows), 0, 0);
}
