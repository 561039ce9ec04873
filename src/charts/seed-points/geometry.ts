import { extent, scaleLinear, type ScaleLinear } from 'd3';
import type { PlotArea } from '../plotArea';
import { textWidth } from '../text';

/** Several values at one place of the x axis: networks that differ in their seed only. */
export interface SeedGroup {
  key: string;
  x: number;
  values: readonly number[];
  mark: 'filled' | 'open' | 'cross';
}

export interface SeedLayout extends PlotArea {
  width: number;
  height: number;
  y: ScaleLinear<number, number>;
  yTicks: number[];
  /** Centres of the places, px, by x; a label is left out where it would touch the one before, all names (centred at `namePx`) where two would. */
  places: { x: number; px: number; labelled: boolean; namePx?: number }[];
  /** px of each group's points: [x, y] in the order of its values. */
  points: [number, number][][];
}

/** Of the bar from the left of the plot, px. */
export const BAR = 10;
const dodge = 18;
const axisHeight = 40;

/** A length in the unit of y, to compare distances with. */
export interface SeedBar {
  size: number;
  label: string;
}

interface SeedSizes {
  width: number;
  height: number;
  label: (x: number) => string;
  name: (x: number) => string;
  format: (y: number) => string;
  /** A bar with a label at the left, where one is drawn. */
  bar?: SeedBar | undefined;
}

/** Everything SeedPoints draws, in px: groups at one x stand side by side, in their order. */
export function layoutSeeds(groups: readonly SeedGroup[], { width, height, label, name, format, bar }: SeedSizes): SeedLayout {
  const [low, high] = extent(groups.flatMap(({ values }) => values)) as [number, number];
  const span = Math.max(high - low, bar?.size ?? 0, 1e-6);
  const middle = (low + high) / 2;
  const y = scaleLinear([middle - span * 0.6, middle + span * 0.6], [height - axisHeight, 10]);
  const yTicks = y.ticks(4);
  const left = Math.ceil(Math.max(...yTicks.map((tick) => textWidth(format(tick), 11)))) + 12;
  const first = left + (bar ? BAR + 8 + textWidth(bar.label, 11) : 0);
  const right = width - 8;
  const xs = [...new Set(groups.map(({ x }) => x))].sort((a, b) => a - b);
  const widest = Math.max(...xs.map((x) => groups.filter((group) => group.x === x).length));
  const margin = Math.min((right - first) / 3, Math.max(40, (widest * dodge) / 2 + 12));
  const at = xs.length > 1 ? scaleLinear([xs[0]!, xs.at(-1)!], [first + margin, right - margin]) : () => (first + right) / 2;
  const places: SeedLayout['places'] = [];
  for (const x of xs) {
    const px = at(x);
    const before = places.findLast(({ labelled }) => labelled);
    places.push({ x, px, labelled: !before || px - before.px >= (textWidth(label(x), 11) + textWidth(label(before.x), 11)) / 2 + 6 });
  }
  const halves = places.map(({ x }) => textWidth(name(x), 11) / 2);
  const centres = places.map(({ px }, i) => Math.max(halves[i]!, Math.min(width - halves[i]!, px)));
  const fits = centres.every((centre, i) => i === 0 || centre - centres[i - 1]! >= halves[i]! + halves[i - 1]! + 6);
  if (fits) places.forEach((place, i) => (place.namePx = centres[i]!));
  const points = groups.map((group) => {
    const beside = groups.filter(({ x }) => x === group.x);
    const shift = (beside.indexOf(group) - (beside.length - 1) / 2) * dodge;
    return group.values.map((value): [number, number] => [at(group.x) + shift, y(value)]);
  });
  return { width, height, left, right, top: 10, bottom: height - axisHeight, y, yTicks, places, points };
}
