export interface Grid {
  /** Cells across and down; never more than there are channels and classes. */
  columns: number;
  rows: number;
  /** Means of the values under each cell, [rows, columns] flat. */
  cells: Float32Array;
}

/**
 * Values [K, C] flat as a grid of at most maxColumns × maxRows cells, classes and channels in the
 * given orders; where several fall into one cell, it holds their mean.
 */
export function gridOf(
  values: ArrayLike<number>,
  channels: number,
  classOrder: ArrayLike<number>,
  channelOrder: ArrayLike<number>,
  maxColumns: number,
  maxRows: number,
): Grid {
  const columns = Math.max(1, Math.min(channelOrder.length, Math.floor(maxColumns)));
  const rows = Math.max(1, Math.min(classOrder.length, Math.floor(maxRows)));
  const cells = new Float32Array(rows * columns);
  const count = new Uint32Array(rows * columns);
  for (let k = 0; k < classOrder.length; k++) {
    const row = Math.floor((k * rows) / classOrder.length);
    for (let c = 0; c < channelOrder.length; c++) {
      const cell = row * columns + Math.floor((c * columns) / channelOrder.length);
      cells[cell]! += values[classOrder[k]! * channels + channelOrder[c]!]!;
      count[cell]!++;
    }
  }
  for (let cell = 0; cell < cells.length; cell++) if (count[cell]! > 0) cells[cell]! /= count[cell]!;
  return { columns, rows, cells };
}

export interface HeatmapLayout {
  width: number;
  height: number;
  legend: { left: number; width: number; top: number; height: number };
  plotTop: number;
  plotHeight: number;
}

/** The legend's bar above, the plot below it over the whole width. */
export function layoutHeatmap(width: number, plotHeight: number): HeatmapLayout {
  const bar = Math.min(160, Math.max(60, width * 0.4));
  return {
    width,
    height: plotHeight + 34,
    legend: { left: width - bar - 8, width: bar, top: 2, height: 8 },
    plotTop: 32,
    plotHeight,
  };
}

/** Index at px of `count` equal parts of `size` px. */
export const partAt = (px: number, size: number, count: number): number =>
  Math.min(count - 1, Math.max(0, Math.floor((px / size) * count)));
