import { extent, type ScaleLinear, scaleLinear, scaleLog } from 'd3';
import { decimalsOf } from '../decimals';
import type { PlotArea } from '../plotArea';
import { textWidth } from '../text';

/** A network at what it costs and how often it errs; `from`, where there is one, is the network that it was made of. */
export interface CostPoint {
  key: string;
  label: string;
  at: readonly [x: number, y: number];
  from?: readonly [x: number, y: number];
  chosen?: boolean;
}

export interface PlacedPoint extends CostPoint {
  /** px */
  to: [number, number];
  start?: [number, number];
  text: { x: number; y: number; anchor: 'start' | 'end' | 'middle' };
  /** Where the label stands away from its arrow: the line between them. */
  leader?: { from: [number, number]; to: [number, number] };
}

export interface CostLayout extends PlotArea {
  xTicks: { value: number; px: number }[];
  yTicks: number[];
  y: ScaleLinear<number, number>;
  points: PlacedPoint[];
}

type Box = readonly [left: number, top: number, right: number, bottom: number];

const overlap = (a: Box, b: Box) => Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0])) * Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));

const round = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];

function around(values: readonly number[], share: number): [number, number] {
  const [low, high] = extent(values) as [number, number];
  const room = (high - low || 1) * share;
  return [low - room, high + room];
}

interface Place extends Pick<PlacedPoint, 'text' | 'leader'> {
  box: Box;
}

/** How far a label may stand off, px, and how far without a line to its arrow. */
const OFF = { x: [8, 22, 36, 50], y: [-60, -48, -36, -24, -12, 0, 12, 24, 36, 48, 60], near: 10 };

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

/** Where a label may stand, best first: beside the middle of the arrow, over its start, under its end, at its corners, beside its ends, further off. */
function candidates({ label, to: [x, y], start = [x, y] }: Omit<PlacedPoint, 'text'>): Place[] {
  const width = textWidth(label, 11);
  const middle = (y + start[1]) / 2;
  const [top, bottom] = [Math.min(y, start[1]), Math.max(y, start[1])];
  const [above, below] = [top - 9, bottom + 17];
  const near: PlacedPoint['text'][] = [
    { x: x + 9, y: middle + 4, anchor: 'start' },
    { x: x - 9, y: middle + 4, anchor: 'end' },
    { x, y: above, anchor: 'middle' },
    { x, y: below, anchor: 'middle' },
    { x: x + 9, y: above + 2, anchor: 'start' },
    { x: x - 9, y: below - 2, anchor: 'end' },
    { x: x + 9, y: below - 2, anchor: 'start' },
    { x: x - 9, y: above + 2, anchor: 'end' },
    { x: x + 9, y: above + 13, anchor: 'start' },
    { x: x - 9, y: above + 13, anchor: 'end' },
    { x: x + 9, y: below - 13, anchor: 'start' },
    { x: x - 9, y: below - 13, anchor: 'end' },
  ];
  const far = OFF.x.flatMap((dx) =>
    OFF.y.flatMap((dy): PlacedPoint['text'][] => [
      { x: x + dx, y: middle + dy + 4, anchor: 'start' },
      { x: x - dx, y: middle + dy + 4, anchor: 'end' },
      { x: x - width / 2 + dx, y: middle + dy + 4, anchor: 'middle' },
      { x: x + width / 2 - dx, y: middle + dy + 4, anchor: 'middle' },
    ]),
  );
  return [...near, ...far].map((text): Place => {
    const from = text.anchor === 'start' ? text.x : text.anchor === 'end' ? text.x - width : text.x - width / 2;
    const box: Box = [from, text.y - 10, from + width, text.y + 3];
    const end: [number, number] = [clamp(x, box[0], box[2]), clamp(middle, box[1], box[3])];
    const begin: [number, number] = [x, clamp(end[1], top, bottom)];
    return { text, box, ...(Math.hypot(end[0] - begin[0], end[1] - begin[1]) > OFF.near && { leader: { from: begin, to: end } }) };
  });
}

/** Whether a leader runs through a box. */
function crosses({ from, to }: NonNullable<PlacedPoint['leader']>, [x0, y0, x1, y1]: Box): boolean {
  const steps = 12;
  return Array.from({ length: steps + 1 }, (_, i) => i / steps).some((t) => {
    const [x, y] = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
    return x > x0 && x < x1 && y > y0 && y < y1;
  });
}

/** How often each label looks again for a place, once the others have theirs. */
const ROUNDS = 4;

/** A place for each label: the first where it touches nothing, else the one where it touches least; again, as the others move. */
function places(points: readonly Omit<PlacedPoint, 'text'>[], { left, width, bottom }: { left: number; width: number; bottom: number }): Place[] {
  const arrows = points.map(({ to, start = to }): Box => [Math.min(to[0], start[0]) - 5, Math.min(to[1], start[1]) - 5, Math.max(to[0], start[0]) + 5, Math.max(to[1], start[1]) + 5]);
  const outside = ([x0, y0, x1, y1]: Box) => Math.max(0, left - x0) + Math.max(0, x1 - width) + Math.max(0, -y0) + Math.max(0, y1 - bottom);
  const chosen: Place[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const [i, point] of points.entries()) {
      const taken = [...arrows, ...chosen.flatMap(({ box }, other) => (other === i ? [] : [box]))];
      const others = arrows.filter((_, other) => other !== i);
      const cost = ({ box, leader }: Place) =>
        taken.reduce((sum, other) => sum + overlap(box, other), 0) + 100 * outside(box) + (leader ? Math.hypot(leader.to[0] - leader.from[0], leader.to[1] - leader.from[1]) / 4 + 100 * others.filter((other) => crosses(leader, other)).length : 0);
      chosen[i] = candidates(point).reduce((a, b) => (cost(b) < cost(a) - 0.5 ? b : a));
    }
  }
  return chosen;
}

/** Everything CostError draws, in px. */
export function layoutCosts(points: readonly CostPoint[], { width, height, log, format }: { width: number; height: number; log: boolean; format: (y: number, decimals?: number) => string }): CostLayout {
  const all = points.flatMap(({ at, from }) => (from ? [at, from] : [at]));
  const ys = scaleLinear(around(all.map(([, y]) => y), 0.1), [height - 38, 8]);
  const yTicks = ys.ticks(5);
  const left = Math.ceil(Math.max(...yTicks.map((value) => textWidth(format(value, decimalsOf(yTicks)), 11)))) + 26;
  const right = width - 8;
  const costs = all.map(([x]) => x);
  const [low, high] = extent(costs) as [number, number];
  const xs = log ? scaleLog([low / 1.35, high * 1.35], [left, right]) : scaleLinear(around(costs, 0.12), [left, right]);
  const [from, to] = xs.domain() as [number, number];
  const ticks = log ? round.filter((value) => value >= from && value <= to) : xs.ticks(5);
  const px = ([x, y]: readonly [number, number]): [number, number] => [xs(x), ys(y)];
  const placed = points.map((point) => ({ ...point, to: px(point.at), start: point.from && px(point.from) }));
  const labels = places(placed, { left, width, bottom: height - 38 });
  return {
    left,
    right,
    top: 8,
    bottom: height - 38,
    xTicks: ticks.map((value) => ({ value, px: xs(value) })),
    yTicks,
    y: ys,
    points: placed.map((point, i) => ({ ...point, text: labels[i]!.text, leader: labels[i]!.leader })),
  };
}
