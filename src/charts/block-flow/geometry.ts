/** How a value of the flow is drawn: a small map for each shown channel, a bar for each shown channel, or a bar for each unit of another width. */
export type ColumnKind = 'maps' | 'channels' | 'units';

export interface ColumnSpec {
  key: string;
  kind: ColumnKind;
  /** Units of a `units` column. */
  count: number;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where one column lies: its words, and its drawing. */
export interface ColumnPlace extends ColumnSpec {
  head: Box;
  body: Box;
  /** Along the flow: where bars begin in the body, and how long the longest is. */
  lead: number;
  room: number;
}

export interface FlowLayout {
  /** From left to right; otherwise from top to bottom. */
  wide: boolean;
  width: number;
  height: number;
  /** Distance of neighbouring rows of channels, and the side of a map in them. */
  pitch: number;
  map: number;
  columns: ColumnPlace[];
}

const weights: Record<ColumnKind, number> = { maps: 0.62, channels: 1, units: 1.16 };
/** Of the length of a column: units stand in the middle, with room for lines at both sides. */
const leads: Record<ColumnKind, number> = { maps: 0, channels: 0, units: 0.4 };
const rooms: Record<ColumnKind, number> = { maps: 0, channels: 0.5, units: 0.3 };
/** From top to bottom, px: bars, and lines that arrive at them. */
const ROOM = 34;
const LINES = 46;
const NUMBER = 26;
const WIDE = 840;
const HEAD = 76;
const NARROW_HEAD = 66;
/** At the left of the rows, for the channels' numbers. */
const NAMES = 44;
const NAMES_ABOVE = 18;
const PITCH = 40;
const GAP = 6;

/** As many channels as the width has room for. */
export const rowsFor = (width: number): number => (width >= WIDE ? 12 : Math.max(5, Math.min(9, Math.floor(width / 42))));

/** Columns from left to right with a row for each channel; where the page is narrow, from top to bottom with a column for each. */
export function layoutFlow(columns: readonly ColumnSpec[], rows: number, width: number): FlowLayout {
  return width >= WIDE ? across(columns, rows, width) : down(columns, rows, width);
}

function across(columns: readonly ColumnSpec[], rows: number, width: number): FlowLayout {
  const height = rows * PITCH;
  const total = columns.reduce((sum, { kind }) => sum + weights[kind], 0);
  const unit = (width - NAMES) / total;
  let left = NAMES;
  const places = columns.map((column): ColumnPlace => {
    const own = weights[column.kind] * unit;
    const place = {
      ...column,
      head: { left: left + leads[column.kind] * own * 0.8, top: 0, width: own - 14, height: HEAD },
      body: { left, top: HEAD, width: own, height },
      lead: leads[column.kind] * own,
      room: rooms[column.kind] * own,
    };
    left += own;
    return place;
  });
  return { wide: true, width, height: HEAD + height, pitch: PITCH, map: PITCH - GAP, columns: places };
}

function down(columns: readonly ColumnSpec[], rows: number, width: number): FlowLayout {
  const pitch = width / rows;
  const map = Math.floor(pitch - GAP);
  let top = 0;
  const places = columns.map((column, i): ColumnPlace => {
    const names = i === 0 ? NAMES_ABOVE : 0;
    const lead = column.kind === 'units' || columns[i - 1]?.kind === 'units' ? LINES : 0;
    const height = column.kind === 'maps' ? map + 8 : lead + ROOM + (column.kind === 'channels' ? NUMBER : 6);
    const place = {
      ...column,
      head: { left: 0, top, width, height: NARROW_HEAD },
      body: { left: 0, top: top + NARROW_HEAD + names, width, height },
      lead,
      room: ROOM,
    };
    top += NARROW_HEAD + names + height;
    return place;
  });
  return { wide: false, width, height: top, pitch, map, columns: places };
}

/** The square of a map of row `row`. */
export function mapBox({ wide, pitch, map }: FlowLayout, { body }: ColumnPlace, row: number): Box {
  const at = row * pitch + (pitch - map) / 2;
  return wide ? { left: body.left, top: body.top + at, width: map, height: map } : { left: at, top: body.top, width: map, height: map };
}

/** Centre of row `row` across the flow. */
export const rowCentre = ({ pitch }: FlowLayout, row: number): number => (row + 0.5) * pitch;

interface Point {
  x: number;
  y: number;
}

export interface Bar extends Box {
  /** Where a number stands beside its end. */
  text: Point;
  /** Where lines arrive, and where they leave. */
  enter: Point;
  leave: Point;
}

/** A bar of `value` at place `index` of `count` on a scale over `domain`, which holds zero. */
export function barOf(layout: FlowLayout, column: ColumnPlace, index: number, count: number, value: number, [low, high]: readonly [number, number]): Bar {
  const { wide, pitch } = layout;
  const { body, kind, lead, room } = column;
  const start = (wide ? body.left : body.top) + lead;
  const at = (x: number): number => start + ((x - low) / (high - low || 1)) * room;
  const span = wide ? body.height : body.width;
  const step = kind === 'units' ? span / count : pitch;
  const thick = kind === 'units' ? Math.max(1, Math.min(12, step - (step > 4 ? 2 : 0.5))) : Math.min(14, pitch * 0.42);
  const centre = (wide ? body.top : body.left) + (index + 0.5) * step;
  const [from, to] = [Math.min(at(0), at(value)), Math.max(at(0), at(value))];
  const long = Math.max(1, to - from);
  const [enter, leave] = [start - 3, kind === 'units' ? start + room + 3 : start + room + (wide ? 44 : 18)];
  return wide
    ? { left: from, top: centre - thick / 2, width: long, height: thick, text: { x: to + 6, y: centre + 4 }, enter: { x: enter, y: centre }, leave: { x: leave, y: centre } }
    : { left: centre - thick / 2, top: from, width: thick, height: long, text: { x: centre, y: to + 13 }, enter: { x: centre, y: enter }, leave: { x: centre, y: leave } };
}

/** A line to the column `into` that leaves and arrives along the flow; from top to bottom it begins under that column's words. */
export function linkPath(layout: FlowLayout, into: ColumnPlace, from: Point, to: Point): string {
  const start = begin(layout, into, from);
  return `M${start.x},${start.y}${curve(layout, start, to)}`;
}

/** The surface between two such lines. */
export function bandPath(layout: FlowLayout, into: ColumnPlace, [a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): string {
  return `${linkPath(layout, into, a, b)}L${d.x},${d.y}${curve(layout, d, begin(layout, into, c))}Z`;
}

const begin = ({ wide }: FlowLayout, { body }: ColumnPlace, from: Point): Point => (wide ? from : { x: from.x, y: Math.max(from.y, body.top) });

function curve({ wide }: FlowLayout, from: Point, to: Point): string {
  const [x, y] = [(from.x + to.x) / 2, (from.y + to.y) / 2];
  return wide ? `C${x},${from.y} ${x},${to.y} ${to.x},${to.y}` : `C${from.x},${y} ${to.x},${y} ${to.x},${to.y}`;
}

/** The values' range with zero in it. */
export function domainOf(values: Iterable<number>): [number, number] {
  let [low, high] = [0, 0];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high > low ? [low, high] : [0, 1];
}

/** The row at a point of the drawing, or undefined beside the rows. */
export function rowAt(layout: FlowLayout, rows: number, x: number, y: number): number | undefined {
  const first = layout.columns[0]!.body;
  if (layout.wide && y < first.top) return undefined;
  const row = Math.floor((layout.wide ? y - first.top : x) / layout.pitch);
  return row >= 0 && row < rows ? row : undefined;
}

/** The strongest channels in order; one that is followed and isn't among them takes the last place. */
export function shownChannels(order: readonly number[], count: number, followed: number): number[] {
  const shown = order.slice(0, count);
  return shown.includes(followed) ? shown : [...shown.slice(0, -1), followed];
}
