import { scaleLinear, type ScaleLinear } from 'd3';
import type { PlotArea } from '../plotArea';

/** Edges in px; left and right as an excitation panel has them, so that channels stand under one another. */
export interface DifferenceLayout extends PlotArea {
  width: number;
  height: number;
  y: ScaleLinear<number, number>;
  ticks: number[];
}

/** A difference of `limit` takes limit · unit px to either side of zero. */
export function layoutDifference(width: number, limit: number, unit: number): DifferenceLayout {
  const [left, right, top] = [28, Math.max(40, width - 3), 6];
  const bottom = top + 2 * limit * unit;
  return { width, height: bottom + 6, left, right, top, bottom, y: scaleLinear([-limit, limit], [bottom, top]), ticks: [-limit, 0, limit] };
}

/** The furthest that the channels in each column go to either side of zero, and their mean. */
export interface Bars {
  /** px */
  width: number;
  high: Float32Array;
  low: Float32Array;
  mean: Float32Array;
}

/** One bar a channel, or of more channels than every second px, one a column of them; no extreme is lost. */
export function barsOf(values: ArrayLike<number>, order: ArrayLike<number>, { left, right }: Pick<DifferenceLayout, 'left' | 'right'>): Bars {
  const columns = Math.max(1, Math.min(order.length, Math.floor((right - left) / 2)));
  const bars = { width: (right - left) / columns, high: new Float32Array(columns), low: new Float32Array(columns), mean: new Float32Array(columns) };
  for (let column = 0; column < columns; column++) {
    const from = Math.floor((column * order.length) / columns);
    const to = Math.max(from + 1, Math.floor(((column + 1) * order.length) / columns));
    for (let rank = from; rank < Math.min(to, order.length); rank++) {
      const value = values[order[rank]!]!;
      bars.high[column] = Math.max(bars.high[column]!, value);
      bars.low[column] = Math.min(bars.low[column]!, value);
      bars.mean[column]! += value / (to - from);
    }
  }
  return bars;
}

/** Channels between two ranks, both included. */
export function channelsBetween(order: ArrayLike<number>, a: number, b: number): number[] {
  const [from, to] = a < b ? [a, b] : [b, a];
  return Array.from({ length: to - from + 1 }, (_, i) => order[from + i]!);
}
