import { extent, scaleLinear, type ScaleLinear } from 'd3';
import { textWidth } from '../text';

/** One row: its single values, and, where several were measured, their mean with its interval (NaN: none). */
export interface DotRow {
  key: string;
  label: string;
  values: readonly number[];
  mean?: { value: number; low: number; high: number };
  /** Values too far from all others to share their axis, and what is written at its end of them and of the mean. */
  off?: { values: readonly number[]; text: string };
}

export interface DotGroup {
  key: string;
  label: string;
  rows: readonly DotRow[];
}

export interface DotLayout {
  height: number;
  left: number;
  right: number;
  bottom: number;
  x: ScaleLinear<number, number>;
  ticks: number[];
  /** Middle of the axis's title: under the plot's, or as near as the text has room. */
  titleAt: number;
  heads: { key: string; label: string; y: number }[];
  rows: (DotRow & { y: number })[];
}

const [rowHeight, headHeight] = [20, 26];

/** Everything ErrorDots draws, in px: groups under each other, one axis for all. */
export function layoutDots(groups: readonly DotGroup[], width: number, title: string): DotLayout {
  const rows = groups.flatMap((group) => group.rows);
  const ends = rows.flatMap(({ values, mean, off }) => [...values, ...(mean && !off && Number.isFinite(mean.low) ? [mean.low, mean.high] : [])]);
  const [low, high] = extent(ends) as [number, number];
  const room = (high - low || 1) * 0.06;
  const left = Math.min(width * 0.45, Math.max(...rows.map(({ label }) => textWidth(label, 11))) + 14);
  const right = width - 10;
  const x = scaleLinear([low - room, high + room], [left + 4, right]);
  const half = textWidth(title, 11) / 2;
  const titleAt = Math.max(half, Math.min((left + right) / 2, width - half));
  const heads: DotLayout['heads'] = [];
  const placed: DotLayout['rows'] = [];
  let y = 0;
  for (const { key, label, rows } of groups) {
    heads.push({ key, label, y: (y += headHeight) - 8 });
    for (const row of rows) placed.push({ ...row, y: (y += rowHeight) - rowHeight / 2 });
  }
  return { height: y + 44, left, right, bottom: y + 4, x, ticks: x.ticks(Math.max(2, Math.min(6, Math.floor((right - left) / 55)))), titleAt, heads, rows: placed };
}
