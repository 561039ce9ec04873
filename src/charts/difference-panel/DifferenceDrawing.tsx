import { useContext } from 'react';
import { AxisTitles, titleRoom } from '../AxisTitles';
import { Painted } from '../Painted';
import { lineColour, type ClassColour } from '../palette';
import { useScheme } from '../useScheme';
import { FixedWidth } from '../useSize';
import { barsOf, layoutDifference } from './geometry';
import { Grid } from './Grid';
import { paintBars } from './paint';

interface DifferenceDrawingProps {
  order: ArrayLike<number>;
  difference: ArrayLike<number>;
  colours: readonly [ClassColour, ClassColour];
  limit: number;
  unit: number;
  format: (value: number) => string;
  xTitle: string;
  yTitle: string;
}

/** The bars as one SVG, for a file. */
export function DifferenceDrawing({ order, difference, colours, limit, unit, format, xTitle, yTitle }: DifferenceDrawingProps) {
  const width = useContext(FixedWidth) ?? 330;
  const scheme = useScheme();
  const layout = layoutDifference(width - titleRoom.left, limit, unit);
  return (
    <svg width={width} height={layout.height + titleRoom.bottom}>
      <g transform={`translate(${titleRoom.left},0)`}>
        <Grid layout={layout} format={format} />
        <Painted paint={(surface) => paintBars(surface, layout, barsOf(difference, order, layout), [lineColour(colours[0], scheme), lineColour(colours[1], scheme)])} />
        <AxisTitles x={xTitle} y={[{ text: yTitle, top: layout.top, bottom: layout.bottom }]} left={layout.left} right={layout.right} bottom={layout.height} />
      </g>
    </svg>
  );
}
