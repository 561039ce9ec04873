import { max, scaleLinear, type ScaleLinear } from 'd3';
import type { PlotArea } from '../plotArea';

export interface LossBins {
  /** Of a bin, in points. */
  width: number;
  /** From the lower edge of the first bin to the upper one of the last. */
  range: readonly [number, number];
  /** Classes in each bin. */
  counts: readonly number[];
  /** As many as chance would bring. */
  expected: readonly number[];
}

export interface LossLayout extends PlotArea {
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  xTicks: number[];
  yTicks: number[];
  /** Bars in px. */
  bars: { x: number; width: number; y: number; height: number }[];
  /** The outline of what chance would bring, as an SVG path of steps. */
  outline: string;
}

/** Everything ClassLosses draws, in px. */
export function layoutLosses({ width: binWidth, range, counts, expected }: LossBins, width: number, height: number): LossLayout {
  const [left, right, top, bottom] = [46, width - 10, 22, height - 38];
  const x = scaleLinear(range, [left, right]);
  const y = scaleLinear([0, max([...counts, ...expected, 1])!], [bottom, top]).nice(4);
  const edge = (i: number) => x(range[0] + i * binWidth);
  const centres = counts.map((_, i) => range[0] + (i + 0.5) * binWidth);
  const zero = Math.round(-range[0] / binWidth - 0.5);
  const every = Math.max(1, Math.ceil(56 / (edge(1) - edge(0))));
  const gap = Math.min(1.5, (edge(1) - edge(0)) / 6);
  return {
    left,
    right,
    top,
    bottom,
    x,
    y,
    xTicks: centres.filter((_, i) => (i - zero) % every === 0),
    yTicks: y.ticks(4).filter(Number.isInteger),
    bars: counts.map((count, i) => ({ x: edge(i) + gap, width: Math.max(0.5, edge(i + 1) - edge(i) - 2 * gap), y: y(count), height: bottom - y(count) })),
    outline: `M${left},${bottom}${expected.map((count, i) => `V${y(count)}H${edge(i + 1)}`).join('')}V${bottom}`,
  };
}
