import { interpolateLab, rgb } from 'd3';
import type { Scheme } from '../palette';
import type { Grid } from '../class-heatmap/geometry';

/** From none to the largest: away from the panel's own colour in both schemes. */
const stops: Record<Scheme, readonly string[]> = {
  light: ['#f7f7fc', '#b9c0f0', '#5f6dd6', '#2a379f', '#131a57'],
  dark: ['#1d2130', '#3a447f', '#6370d8', '#a9b2ff', '#f3f4ff'],
};

/** Colour at `share` in 0 to 1. */
export function rampAt(share: number, scheme: Scheme): string {
  const colours = stops[scheme];
  const at = Math.min(1, Math.max(0, share)) * (colours.length - 1);
  const from = Math.min(colours.length - 2, Math.floor(at));
  return interpolateLab(colours[from]!, colours[from + 1]!)(at - from);
}

const steps = 256;
const tables = new Map<Scheme, Uint8ClampedArray>();

function tableOf(scheme: Scheme): Uint8ClampedArray {
  const kept = tables.get(scheme);
  if (kept) return kept;
  const table = new Uint8ClampedArray(steps * 4);
  for (let i = 0; i < steps; i++) {
    const { r, g, b } = rgb(rampAt(i / (steps - 1), scheme));
    table.set([r, g, b, 255], i * 4);
  }
  tables.set(scheme, table);
  return table;
}

/** A grid as RGBA bytes, [rows, columns, 4]; a cell without a value is clear. */
export function pixelsOf({ cells }: Grid, limit: number, scheme: Scheme): Uint8ClampedArray<ArrayBuffer> {
  const table = tableOf(scheme);
  const pixels = new Uint8ClampedArray(cells.length * 4);
  for (const [cell, value] of cells.entries()) {
    if (Number.isNaN(value)) continue;
    const step = limit > 0 ? Math.min(steps - 1, Math.round((value / limit) * (steps - 1))) : 0;
    pixels.set(table.subarray(step * 4, step * 4 + 4), cell * 4);
  }
  return pixels;
}
