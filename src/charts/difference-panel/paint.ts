import type { Surface } from '../canvas';
import type { Bars, DifferenceLayout } from './geometry';

/** Paints a column's extremes faintly and its mean over them, in the first colour above zero and in the second below. */
export function paintBars(context: Surface, layout: DifferenceLayout, bars: Bars, colours: readonly [string, string]): void {
  const zero = layout.y(0);
  const thickness = Math.max(1, bars.width - (bars.width > 3 ? 1 : 0));
  const bar = (column: number, value: number, alpha: number) => {
    context.globalAlpha = alpha;
    context.fillStyle = value > 0 ? colours[0] : colours[1];
    const y = layout.y(value);
    context.fillRect(layout.left + column * bars.width, Math.min(y, zero), thickness, Math.abs(y - zero));
  };
  for (let column = 0; column < bars.mean.length; column++) {
    bar(column, bars.high[column]!, 0.45);
    bar(column, bars.low[column]!, 0.45);
    bar(column, bars.mean[column]!, 1);
  }
  context.globalAlpha = 1;
}
