import { extent, scaleLinear, type ScaleLinear } from 'd3';
import type { Estimate } from '../../contracts';
import type { PlotArea } from '../plotArea';
import { textWidth } from '../text';

/** A network at what it costs and what it reaches. */
export interface FrontierPoint {
  key: string;
  x: number;
  y: Estimate;
  /** filled: all that was changed is frozen; open: some of it is off. */
  mark: 'filled' | 'open';
}

export interface FrontierLayout extends PlotArea {
  width: number;
  height: number;
  x: ScaleLinear<number, number>;
  y: ScaleLinear<number, number>;
  xTicks: number[];
  yTicks: number[];
  /** px, in the order of the points: where it is drawn, and where its interval ends. */
  places: { x: number; y: number; low: number; high: number }[];
  /** From left to right, those at one place from above to below. */
  order: number[];
}

/** Between two points of about one cost, px. */
const BESIDE = 6;
/** Further than that from its cost a point is not drawn, px. */
const FURTHEST = 30;

/** Points whose costs lie so near that they would cover one another stand side by side around their mean cost, by cost, those of one cost in the order of y. */
function dodged(points: readonly FrontierPoint[], px: (x: number) => number): number[] {
  const byCost = points.map((_, i) => i).sort((a, b) => points[a]!.x - points[b]!.x);
  const groups: number[][] = [];
  for (const i of byCost) {
    const group = groups.at(-1);
    if (group && px(points[i]!.x) - px(points[group.at(-1)!]!.x) < BESIDE) group.push(i);
    else groups.push([i]);
  }
  const drawn: number[] = [];
  for (const group of groups) {
    const middle = group.reduce((sum, i) => sum + px(points[i]!.x), 0) / group.length;
    const step = Math.min(BESIDE, (2 * FURTHEST) / Math.max(1, group.length - 1));
    const ranked = [...group].sort((a, b) => points[a]!.x - points[b]!.x || points[b]!.y.value - points[a]!.y.value);
    for (const [rank, i] of ranked.entries()) drawn[i] = middle + (rank - (group.length - 1) / 2) * step;
  }
  return drawn;
}

/** Everything Frontier draws, in px. */
export function layoutFrontier(points: readonly FrontierPoint[], { width, height, format, formatX }: { width: number; height: number; format: (y: number) => string; formatX: (x: number) => string }): FrontierLayout {
  const [top, bottom] = [12, height - 40];
  const [low = 0, high = 1] = extent(points.flatMap(({ y }) => [y.low, y.high])) as [number, number] | [undefined, undefined];
  const y = scaleLinear([low - (high - low) * 0.03, high + (high - low) * 0.06], [bottom, top]);
  const yTicks = y.ticks(5);
  const left = Math.ceil(Math.max(...yTicks.map((tick) => textWidth(format(tick), 11)))) + 12;
  const right = width - 10;
  const [least = 0, most = 1] = extent(points.map((point) => point.x)) as [number, number] | [undefined, undefined];
  const margin = Math.min(FURTHEST + 8, (right - left) / 6);
  const x = scaleLinear(least === most ? [least - 1, most + 1] : [least, most], [left + margin, right - margin]);
  const wanted = Math.max(2, Math.floor((right - left) / (textWidth(formatX(most), 11) + 40)));
  const across = dodged(points, x);
  const places = points.map((point, i) => ({ x: across[i]!, y: y(point.y.value), low: y(point.y.low), high: y(point.y.high) }));
  const order = points.map((_, i) => i).sort((a, b) => points[a]!.x - points[b]!.x || places[a]!.y - places[b]!.y);
  return { width, height, left, right, top, bottom, x, y, xTicks: x.ticks(Math.min(6, wanted)), yTicks, places, order };
}

/** The point nearest to px, if one is within reach. */
export function nearest({ places }: Pick<FrontierLayout, 'places'>, [px, py]: readonly [number, number], reach = 28): number | undefined {
  let found: number | undefined;
  let least = reach ** 2;
  for (const [i, { x, y }] of places.entries()) {
    const distance = (x - px) ** 2 + (y - py) ** 2;
    if (distance > least) continue;
    found = i;
    least = distance;
  }
  return found;
}
