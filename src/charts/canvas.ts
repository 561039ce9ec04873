/** The CSS custom properties of charts.css as a canvas needs them. */
export interface Inks {
  ink: string;
  ink2: string;
  band: string;
  accent: string;
  panel: string;
  neutral: string;
}

export function readInks(element: Element): Inks {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim() || 'gray';
  return {
    ink: of('--ink'),
    ink2: of('--ink-2'),
    band: of('--band'),
    accent: of('--accent'),
    panel: of('--panel'),
    neutral: of('--neutral'),
  };
}

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
