import { max, scaleLinear, sum, type ScaleLinear } from 'd3';
import type { PlotArea } from '../plotArea';

export interface Bins {
  /** Counts in equal bins over the range. */
  counts: ArrayLike<number>;
  range: readonly [number, number];
}

export interface HistogramLayout extends PlotArea {
  width: number;
  height: number;
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  xTicks: number[];
  yTicks: number[];
}

/** Share of all counts in each bin; zeros where nothing was counted. */
export function shares(counts: ArrayLike<number>): number[] {
  const values = Array.from(counts);
  const total = sum(values);
  return values.map((count) => (total > 0 ? count / total : 0));
}

/** Scales in px; y ends above the highest bin of all histograms drawn. */
export function layoutHistogram(
  range: readonly [number, number],
  drawn: readonly (readonly number[])[],
  width: number,
  height: number,
): HistogramLayout {
  const [left, right, top, bottom] = [40, width - 10, 18, height - 22];
  const highest = max(drawn.flat()) ?? 0;
  const y = scaleLinear([0, highest > 0 ? highest : 1], [bottom, top]).nice(3);
  const x = scaleLinear(range, [left, right]);
  return { width, height, left, right, top, bottom, x, y, xTicks: x.ticks(width < 260 ? 2 : 5), yTicks: y.ticks(3) };
}

/** The outline of a histogram as an SVG path of steps from the axis to the axis. */
export function stepPath(layout: HistogramLayout, values: readonly number[]): string {
  const [low, high] = layout.x.domain() as [number, number];
  const edge = (i: number) => layout.x(low + ((high - low) * i) / values.length);
  const steps = values.map((value, i) => `V${layout.y(value)}H${edge(i + 1)}`);
  return `M${edge(0)},${layout.bottom}${steps.join('')}V${layout.bottom}`;
}

/** Index of the bin at px, within the range. */
export function binAt(layout: HistogramLayout, count: number, px: number): number {
  const at = Math.floor(((px - layout.left) / (layout.right - layout.left)) * count);
  return Math.min(count - 1, Math.max(0, at));
}
