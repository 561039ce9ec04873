import { extent, scaleLinear, scaleLog } from 'd3';
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
}

export interface CostLayout {
  left: number;
  right: number;
  top: number;
  bottom: number;
  xTicks: { value: number; px: number }[];
  yTicks: { value: number; px: number }[];
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

/** Where a label may stand, best first: beside the middle of the arrow, over its start, under its end. */
function candidates(label: string, [x, y]: [number, number], start: [number, number]): { text: PlacedPoint['text']; box: Box }[] {
  const width = textWidth(label, 11);
  const middle = (y + start[1]) / 2;
  const [above, below] = [Math.min(y, start[1]) - 9, Math.max(y, start[1]) + 17];
  const places: PlacedPoint['text'][] = [
    { x: x + 9, y: middle + 4, anchor: 'start' },
    { x: x - 9, y: middle + 4, anchor: 'end' },
    { x, y: above, anchor: 'middle' },
    { x, y: below, anchor: 'middle' },
    { x: x + 9, y: above + 2, anchor: 'start' },
    { x: x - 9, y: below - 2, anchor: 'end' },
  ];
  return places.map((text) => {
    const from = text.anchor === 'start' ? text.x : text.anchor === 'end' ? text.x - width : text.x - width / 2;
    return { text, box: [from, text.y - 10, from + width, text.y + 3] };
  });
}

/** Everything CostError draws, in px. A label takes the first place where it touches nothing, else the one where it touches least. */
export function layoutCosts(points: readonly CostPoint[], { width, height, log, format }: { width: number; height: number; log: boolean; format: (y: number) => string }): CostLayout {
  const all = points.flatMap(({ at, from }) => (from ? [at, from] : [at]));
  const ys = scaleLinear(around(all.map(([, y]) => y), 0.1), [height - 38, 8]);
  const yTicks = ys.ticks(5).map((value) => ({ value, px: ys(value) }));
  const left = Math.ceil(Math.max(...yTicks.map(({ value }) => textWidth(format(value), 11)))) + 26;
  const right = width - 8;
  const costs = all.map(([x]) => x);
  const [low, high] = extent(costs) as [number, number];
  const xs = log ? scaleLog([low / 1.35, high * 1.35], [left, right]) : scaleLinear(around(costs, 0.12), [left, right]);
  const [from, to] = xs.domain() as [number, number];
  const ticks = log ? round.filter((value) => value >= from && value <= to) : xs.ticks(5);
  const px = ([x, y]: readonly [number, number]): [number, number] => [xs(x), ys(y)];
  const placed = points.map((point) => ({ ...point, to: px(point.at), start: point.from && px(point.from) }));
  const taken: Box[] = placed.map(({ to, start = to }) => [Math.min(to[0], start[0]) - 5, Math.min(to[1], start[1]) - 5, Math.max(to[0], start[0]) + 5, Math.max(to[1], start[1]) + 5]);
  return {
    left,
    right,
    top: 8,
    bottom: height - 38,
    xTicks: ticks.map((value) => ({ value, px: xs(value) })),
    yTicks,
    points: placed.map((point) => {
      const cost = ({ box }: { box: Box }) => taken.reduce((sum, other) => sum + overlap(box, other), 0) + 100 * (Math.max(0, left - box[0]) + Math.max(0, box[2] - width) + Math.max(0, -box[1]) + Math.max(0, box[3] - height + 38));
      const places = candidates(point.label, point.to, point.start ?? point.to);
      const best = places.reduce((a, b) => (cost(b) < cost(a) - 0.5 ? b : a));
      taken.push(best.box);
      return { ...point, text: best.text };
    }),
  };
}
