import { useId } from 'react';
import type { Surface } from './canvas';
import { SvgSurface } from './svgSurface';

/** What a paint function paints on a canvas, as SVG. */
export function Painted({ paint }: { paint: (surface: Surface) => void }) {
  const surface = new SvgSurface(useId());
  paint(surface);
  // oxlint-disable-next-line react/no-danger -- numbers and colours only, written by SvgSurface
  return <g dangerouslySetInnerHTML={{ __html: surface.markup }} />;
}
