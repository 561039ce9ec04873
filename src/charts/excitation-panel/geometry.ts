import { scaleLinear, type ScaleLinear } from 'd3';
import type { PlotArea } from '../plotArea';
import { spreadLabels } from '../text';

export type Channels = ArrayLike<number>;

export interface PanelLayout extends PlotArea {
  width: number;
  height: number;
  y: ScaleLinear<number, number>;
  ticks: number[];
  /** The residual's own plot, where one is drawn. */
  rest?: { top: number; bottom: number; y: ScaleLinear<number, number>; ticks: number[] };
}

interface PanelSizes {
  width: number;
  height: number;
  domain: readonly [number, number];
  /** px for labels at the right end. */
  labelRoom: number;
  rest?: { height: number; limit: number };
}

/** Scales and edges in px. */
export function layoutPanel({ width, height, domain, labelRoom, rest }: PanelSizes): PanelLayout {
  const [left, right, top] = [28, Math.max(40, width - 3 - labelRoom), 8];
  const bottom = top + height;
  const middle = (domain[0] + domain[1]) / 2;
  const layout: PanelLayout = {
    width,
    height: bottom + 8,
    left,
    right,
    top,
    bottom,
    y: scaleLinear(domain, [bottom, top]),
    ticks: [domain[0], middle, domain[1]],
  };
  if (!rest) return layout;
  const [restTop, restBottom] = [bottom + 18, bottom + 18 + rest.height];
  return {
    ...layout,
    height: restBottom + 8,
    rest: {
      top: restTop,
      bottom: restBottom,
      y: scaleLinear([-rest.limit, rest.limit], [restBottom, restTop]),
      ticks: [-rest.limit, 0, rest.limit],
    },
  };
}

/** Where each rank of `count` channels lies between the left edge (0) and the right (1). */
export const settled = (count: number): Float32Array => Float32Array.from({ length: count }, (_, rank) => (rank + 0.5) / count);

export const xAt = (layout: PanelLayout, fraction: number): number => layout.left + fraction * (layout.right - layout.left);

export function sameOrder(a: Channels, b: Channels): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/**
 * Where the channels of `order` stood before a reordering, as fractions by new rank. A channel that
 * was not drawn starts where its nearest drawn neighbour (in the new order) stood. Undefined where
 * no channel is common.
 */
export function startOf(before: { order: Channels; fractions: Float32Array }, order: Channels): Float32Array | undefined {
  const stood = new Map(Array.from({ length: before.order.length }, (_, rank) => [before.order[rank]!, before.fractions[rank]!]));
  const start = Float32Array.from({ length: order.length }, (_, rank) => stood.get(order[rank]!) ?? Number.NaN);
  const first = start.find((fraction) => !Number.isNaN(fraction));
  if (first === undefined) return undefined;
  let last = first;
  for (let rank = 0; rank < start.length; rank++) {
    if (Number.isNaN(start[rank]!)) start[rank] = last;
    else last = start[rank]!;
  }
  return start;
}

/** Between two places at t in 0 to 1, slow at both ends. */
export function between(from: Float32Array, to: Float32Array, t: number): Float32Array {
  const eased = t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2;
  return from.map((start, i) => start + (to[i]! - start) * eased);
}

/** Ranks from left to right at given places. */
export function ranksByPlace(fractions: Float32Array): Uint32Array {
  const ranks = Uint32Array.from(fractions, (_, rank) => rank);
  for (let i = 1; i < fractions.length; i++) {
    if (fractions[i]! < fractions[i - 1]!) return ranks.sort((a, b) => fractions[a]! - fractions[b]!);
  }
  return ranks;
}

export interface Envelope {
  /** Centre of each column that holds a channel, px. */
  x: number[];
  mean: number[];
  low: number[];
  high: number[];
}

/** Fewer than two px a channel: single lines would only be noise. */
export const needsEnvelope = (layout: Pick<PanelLayout, 'left' | 'right'>, channels: number): boolean =>
  channels > (layout.right - layout.left) / 2;

/** Mean and extremes of the channels in columns of at least two px and about four channels; empty columns are left out. */
export function envelopeOf(
  values: Channels,
  order: Channels,
  fractions: Float32Array,
  layout: Pick<PanelLayout, 'left' | 'right'>,
): Envelope {
  const columns = Math.max(1, Math.floor(Math.min((layout.right - layout.left) / 2, order.length / 4)));
  const count = new Uint32Array(columns);
  const total = new Float64Array(columns);
  const low = new Float64Array(columns).fill(Infinity);
  const high = new Float64Array(columns).fill(-Infinity);
  for (let rank = 0; rank < order.length; rank++) {
    const column = Math.min(columns - 1, Math.floor(fractions[rank]! * columns));
    const value = values[order[rank]!]!;
    count[column]!++;
    total[column]! += value;
    low[column] = Math.min(low[column]!, value);
    high[column] = Math.max(high[column]!, value);
  }
  const filled = Array.from(count.keys()).filter((column) => count[column]! > 0);
  return {
    x: filled.map((column) => layout.left + ((column + 0.5) * (layout.right - layout.left)) / columns),
    mean: filled.map((column) => total[column]! / count[column]!),
    low: filled.map((column) => low[column]!),
    high: filled.map((column) => high[column]!),
  };
}

/** Where each curve ends (the mean of its last fiftieth) and where its label stands, moved apart from the others. */
export function endLabels(curves: readonly Channels[], order: Channels, layout: PanelLayout): { end: number; label: number }[] {
  const from = Math.min(order.length - 1, Math.floor(order.length * 0.98));
  const ends = curves.map((values) => {
    let total = 0;
    for (let rank = from; rank < order.length; rank++) total += values[order[rank]!]!;
    return layout.y(total / (order.length - from));
  });
  const labels = spreadLabels(ends, 15, layout.top, layout.bottom);
  return ends.map((end, i) => ({ end, label: labels[i]! }));
}
