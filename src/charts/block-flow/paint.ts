import { pixelsOf } from '../class-heatmap/paint';
import { prepareCanvas } from '../canvas';
import type { Box } from './geometry';

/** One channel of a map [H, W, C] flat, to be painted into a box. */
export interface Tile {
  box: Box;
  values: Float32Array;
  size: readonly [number, number];
  channels: number;
  channel: number;
  /** What the ends of the colours stand for. */
  domain: readonly [number, number];
}

/** The channel's values as cells in rows, [H · W]. */
export function cellsOf({ values, size: [height, width], channels, channel }: Omit<Tile, 'box' | 'domain'>): Float32Array {
  return Float32Array.from({ length: height * width }, (_, i) => values[i * channels + channel]!);
}

/** Paints every tile without smoothing. */
export function paintTiles(canvas: HTMLCanvasElement, width: number, height: number, tiles: readonly Tile[]): void {
  const context = prepareCanvas(canvas, width, height);
  if (!context) return;
  context.imageSmoothingEnabled = false;
  const cell = document.createElement('canvas');
  for (const tile of tiles) {
    const [rows, columns] = tile.size;
    cell.width = columns;
    cell.height = rows;
    cell.getContext('2d')?.putImageData(new ImageData(pixelsOf({ columns, rows, cells: cellsOf(tile) }, tile.domain), columns, rows), 0, 0);
    const { left, top, width: across, height: down } = tile.box;
    context.drawImage(cell, left, top, across, down);
  }
}
