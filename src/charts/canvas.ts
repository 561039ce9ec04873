import type { Scheme } from './palette';

/** The CSS custom properties of charts.css as a canvas needs them. */
export interface Inks {
  ink: string;
  ink2: string;
  band: string;
  accent: string;
  panel: string;
  neutral: string;
}

const known = new Map<Scheme, Inks>();

/** Read once in each scheme: asking lays out what was changed before, and each panel asks whenever it paints. */
export function readInks(element: Element, scheme: Scheme): Inks {
  const inks = known.get(scheme);
  if (inks) return inks;
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim() || 'gray';
  const found: Inks = {
    ink: of('--ink'),
    ink2: of('--ink-2'),
    band: of('--band'),
    accent: of('--accent'),
    panel: of('--panel'),
    neutral: of('--neutral'),
  };
  if (found.ink !== 'gray') known.set(scheme, found);
  return found;
}

/** The same by name, for drawings whose names are worked in later. */
export const namedInks: Inks = {
  ink: 'var(--ink)',
  ink2: 'var(--ink-2)',
  band: 'var(--band)',
  accent: 'var(--accent)',
  panel: 'var(--panel)',
  neutral: 'var(--neutral)',
};

/** What the paint functions use of a 2-d context: a canvas on the page, an SVG in a file. */
export type Surface = Pick<
  CanvasRenderingContext2D,
  | 'globalAlpha'
  | 'strokeStyle'
  | 'fillStyle'
  | 'lineWidth'
  | 'lineJoin'
  | 'beginPath'
  | 'lineTo'
  | 'closePath'
  | 'rect'
  | 'clip'
  | 'stroke'
  | 'fill'
  | 'fillRect'
  | 'setLineDash'
  | 'save'
  | 'restore'
>;

/** Sizes a canvas to width × height CSS pixels at the screen's density and clears it. Undefined where there is no 2-d context. */
export function prepareCanvas(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | undefined {
  const context = canvas.getContext('2d');
  if (!context) return undefined;
  const density = Math.max(1, globalThis.devicePixelRatio || 1);
  const [across, down] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across;
    canvas.height = down;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  context.setTransform(density, 0, 0, density, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** RGBA bytes as a PNG in a data address, one pixel a cell; empty where there is no 2-d context. */
export function pictureOf(pixels: Uint8ClampedArray<ArrayBuffer>, columns: number, rows: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = columns;
  canvas.height = rows;
  const context = canvas.getContext('2d');
  if (!context) return '';
  context.putImageData(new ImageData(pixels, columns, rows), 0, 0);
  return canvas.toDataURL('image/png');
}
