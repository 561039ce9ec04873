/** CSS pixels of each absolute unit of length; relative ones say nothing without a page around. */
const UNITS: Record<string, number> = { '': 1, px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 9.6 / 2.54 };

/** Where an SVG says no size, browsers give it this one. */
const UNSIZED = { width: 300, height: 150 };

/** What is drawn has at least this many pixels across, so that the network's input is never scaled up; and at most `LONGEST`. */
const SHORTER = 512;
const LONGEST = 4096;

export interface SvgSize {
  /** In pixels of the picture that is drawn. */
  width: number;
  height: number;
  /** Part of the SVG's own plane that fills it, as `viewBox` has it. */
  viewBox: string;
}

/**
 * Size in which an SVG is drawn, by its `width`, `height` and `viewBox`, each of which may be missing or senseless.
 * The shape is the SVG's own; one longer than 8 : 1 is drawn in less than 512 pixels across. Lengths that no drawing has say nothing.
 */
export function svgSize(attributes: { width?: string | null; height?: string | null; viewBox?: string | null }): SvgSize {
  const box = numbers(attributes.viewBox);
  const [width, height] = [pixels(attributes.width), pixels(attributes.height)];
  const shape = box ? { width: box[2]!, height: box[3]! } : undefined;
  const own = {
    width: width ?? (height && shape ? (height * shape.width) / shape.height : (shape?.width ?? UNSIZED.width)),
    height: height ?? (width && shape ? (width * shape.height) / shape.width : (shape?.height ?? UNSIZED.height)),
  };
  const scale = Math.min(SHORTER / Math.min(own.width, own.height), LONGEST / Math.max(own.width, own.height));
  const whole = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: whole(own.width), height: whole(own.height), viewBox: box ? box.join(' ') : `0 0 ${own.width} ${own.height}` };
}

/** So that products and ratios of lengths stay numbers. */
const drawable = (length: number): boolean => length > 1e-9 && length < 1e9;

/** A length in CSS pixels; undefined where it isn't absolute or isn't positive. */
function pixels(text: string | null | undefined): number | undefined {
  const [, digits, unit] = /^\s*\+?([\d.]+(?:e[+-]?\d+)?)\s*([a-z]*)\s*$/i.exec(text ?? '') ?? [];
  const value = Number(digits) * (UNITS[unit?.toLowerCase() ?? ''] ?? NaN);
  return drawable(value) ? value : undefined;
}

function numbers(viewBox: string | null | undefined): number[] | undefined {
  const values = (viewBox ?? '').trim().split(/[\s,]+/).map(Number);
  return values.length === 4 && values.every(Number.isFinite) && drawable(values[2]!) && drawable(values[3]!) ? values : undefined;
}
