import { area, extent, line, scaleLinear, type ScaleLinear } from 'd3';
import type { BlockId, Estimate } from '../../contracts';
import { textWidth, thinLabels } from '../text';

export interface DepthBlock {
  id: BlockId;
  stage: number;
  /** Short name under the axis, such as `2·1`. */
  label: string;
}

/** A thin line beside a row's own marks, in the row's unit. */
export interface DepthSeries {
  key: string;
  /** At its right end; undefined: none. */
  label?: string;
  values: readonly (Estimate | number | undefined)[];
  /** Where its values stand, in blocks from the first, where it isn't one at each block. */
  at?: readonly number[];
  /** A point at each value, with its interval. */
  points?: 'circle' | 'square';
  /** Dash pattern, so that lines differ without colour. */
  dash?: string;
  /** One of many alike. */
  thin?: boolean;
}

export interface DepthRow {
  key: string;
  /** The question that the row answers. */
  title: string;
  /** Unit or more words, in a quieter tone. */
  note?: string;
  /** line: points joined, with a band where they have intervals. interval: a bar with its point around zero. series: those of `extra` alone. */
  mark: 'line' | 'interval' | 'series';
  values: readonly (Estimate | number | undefined)[];
  /** Right of each interval another one in the same unit, its mark an outline. */
  beside?: readonly (Estimate | undefined)[];
  /** Stands in the middle of a row as long as it has no value at all: that they are loading, or that there are none. */
  empty?: string;
  extra?: readonly DepthSeries[];
  /** Rows with one `scale` share the y domain. */
  scale?: string;
  /** Fixes the y domain, as [0, 1] for a share. */
  domain?: [number, number];
  tone?: 'accent' | 'neutral';
  format: (value: number) => string;
  /** What the guide shows at a block, where it is more than the formatted value. */
  readout?: (index: number) => string;
  /** Undefined: the title is no button. */
  expanded?: boolean;
  /** A row opened from another: lower, its title lighter. */
  minor?: boolean;
  /** Twice as high as others. */
  tall?: boolean;
}

export interface RowLayout {
  row: DepthRow;
  titleTop: number;
  /** The note stands under the title, where they don't fit beside one another. */
  noteBelow: boolean;
  top: number;
  bottom: number;
  y: ScaleLinear<number, number>;
  ticks: number[];
}

interface StageLayout {
  id: number;
  x0: number;
  x1: number;
  shaded: boolean;
}

export interface DepthLayout {
  width: number;
  height: number;
  left: number;
  right: number;
  /** Left edge of the titles: over the plot, or further out where they are long. */
  titleLeft: number;
  /** Top and bottom of the stage bands. */
  top: number;
  bottom: number;
  /** Between two blocks, px. */
  step: number;
  x: number[];
  labelled: boolean[];
  stages: StageLayout[];
  rows: RowLayout[];
}

const fontSize = 11;
const stageHeight = 18;
const axisHeight = 20;

export const valueOf = (mark: Estimate | number | undefined): number | undefined => {
  const value = typeof mark === 'object' ? mark.value : mark;
  return value !== undefined && Number.isFinite(value) ? value : undefined;
};

export const intervalOf = (mark: Estimate | number | undefined): Estimate | undefined =>
  typeof mark === 'object' && Number.isFinite(mark.low) && Number.isFinite(mark.high) ? mark : undefined;

function numbersOf(row: DepthRow): number[] {
  const marks = [...row.values, ...(row.beside ?? []), ...(row.extra ?? []).flatMap((series) => series.values)];
  return marks.flatMap((mark) => {
    const interval = intervalOf(mark);
    return interval ? [interval.low, interval.value, interval.high] : (valueOf(mark) ?? []);
  });
}

/** The y domain of each row: its own, or one for all rows of the same `scale`; zero is always inside, with a margin around what isn't zero. */
export function rowDomains(rows: readonly DepthRow[]): [number, number][] {
  return rows.map((row) => {
    if (row.domain) return row.domain;
    const group = row.scale === undefined ? [row] : rows.filter((other) => other.scale === row.scale);
    const [low, high] = extent([0, ...group.flatMap(numbersOf)]) as [number, number];
    if (low === high) return [0, 1];
    const margin = (high - low) * 0.06;
    return [low < 0 ? low - margin : 0, high > 0 ? high + margin : 0];
  });
}

/** At most `count` + 1 round ticks inside the domain, zero among them. */
function rowTicks(y: ScaleLinear<number, number>, height: number): number[] {
  const [low, high] = y.domain() as [number, number];
  for (const count of height < 44 ? [1, 2] : [2, 3]) {
    const ticks = y.ticks(count).filter((tick) => tick >= low && tick <= high);
    if (ticks.length > 1) return ticks;
  }
  return [low, high];
}

function layoutRows(rows: readonly DepthRow[], rowHeight: number, room: number): { layouts: RowLayout[]; bottom: number } {
  const domains = rowDomains(rows);
  let at = stageHeight + 4;
  const layouts = rows.map((row, index) => {
    const height = Math.round(rowHeight * (row.minor ? 0.7 : row.tall ? 2 : 1));
    const noteBelow = row.note !== undefined && textWidth(`${row.title}  ${row.note}`, 12) + 20 > room;
    const titleTop = at;
    const top = at + (noteBelow ? 40 : 24);
    const bottom = top + height;
    const y = scaleLinear().domain(domains[index]!).range([bottom, top]);
    at = bottom + (row.minor ? 8 : 12);
    return { row, titleTop, noteBelow, top, bottom, y, ticks: rowTicks(y, height) };
  });
  return { layouts, bottom: at };
}

function layoutStages(blocks: readonly DepthBlock[], x: readonly number[], step: number): StageLayout[] {
  const stages: StageLayout[] = [];
  for (const [i, block] of blocks.entries()) {
    const last = stages.at(-1);
    if (last && last.id === block.stage) last.x1 = x[i]! + step / 2;
    else {
      stages.push({ id: block.stage, x0: x[i]! - step / 2, x1: x[i]! + step / 2, shaded: stages.length % 2 === 0 });
    }
  }
  return stages;
}

/** Everything DepthRows draws, in px: one x for all rows, each row's own y. */
export function layoutDepth(
  blocks: readonly DepthBlock[],
  rows: readonly DepthRow[],
  width: number,
  rowHeight = Math.min(120, Math.max(60, width * 0.075)),
): DepthLayout {
  const domains = rowDomains(rows);
  const tickWidths = rows.flatMap((row, index) =>
    rowTicks(scaleLinear().domain(domains[index]!), rowHeight).map((tick) => textWidth(row.format(tick), fontSize)),
  );
  const left = Math.ceil(Math.max(22, ...tickWidths)) + 10;
  const endLabels = rows.flatMap((row) => (row.extra ?? []).flatMap(({ label }) => (label === undefined ? [] : [textWidth(label, fontSize)])));
  const right = endLabels.length > 0 ? Math.ceil(Math.min(width * 0.3, Math.max(...endLabels) + 12)) : 8;
  const step = (width - left - right) / Math.max(1, blocks.length);
  const x = blocks.map((_, i) => left + (i + 0.5) * step);
  const widest = Math.max(0, ...rows.flatMap((row) => [textWidth(row.title, 12.5) + 24, textWidth(row.note ?? '', fontSize)]));
  const titleLeft = left + 4 + widest <= width ? left + 4 : 0;
  const { layouts, bottom } = layoutRows(rows, Math.round(rowHeight), width - titleLeft);
  return {
    width,
    height: bottom + axisHeight,
    left,
    right,
    titleLeft,
    top: stageHeight,
    bottom,
    step,
    x,
    labelled: thinLabels(x, blocks.map((b) => textWidth(b.label, fontSize)), blocks.map((b) => b.stage)),
    stages: layoutStages(blocks, x, step),
    rows: layouts,
  };
}

/** A broken line where values are missing, as an SVG path. */
export function linePath(x: readonly number[], y: (value: number) => number, values: readonly (number | undefined)[]): string {
  return (
    line<number | undefined>()
      .defined((value) => value !== undefined)
      .x((_, i) => x[i]!)
      .y((value) => y(value!))(values) ?? ''
  );
}

/** The band of the intervals, as an SVG path; intervals below the domain end at its edge. */
export function bandPath(layout: DepthLayout, { row, y }: RowLayout): string {
  const floor = y.domain()[0]!;
  return (
    area<Estimate | undefined>()
      .defined((mark) => mark !== undefined)
      .x((_, i) => layout.x[i]!)
      .y0((mark) => y(Math.max(floor, mark!.low)))
      .y1((mark) => y(mark!.high))(row.values.map(intervalOf)) ?? ''
  );
}
