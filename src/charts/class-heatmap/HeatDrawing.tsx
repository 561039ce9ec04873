import { scaleLinear } from 'd3';
import { useContext } from 'react';
import { AxisTitles, titleRoom } from '../AxisTitles';
import { pictureOf } from '../canvas';
import { FixedWidth } from '../useSize';
import { gridOf, layoutHeatmap } from './geometry';
import { pixelsOf } from './paint';
import { RampBar } from './RampBar';

interface HeatDrawingProps {
  title: string;
  values: ArrayLike<number>;
  channels: number;
  classOrder: ArrayLike<number>;
  channelOrder: ArrayLike<number>;
  height?: number;
  format: (value: number) => string;
  legend: string;
  xTitle: string;
  yTitle: string;
}

/** The heat map as one SVG, for a file: a pixel for each class and channel, none joined. */
export function HeatDrawing({ values, channels, classOrder, channelOrder, height = 220, ...words }: HeatDrawingProps) {
  const width = (useContext(FixedWidth) ?? 330) - titleRoom.left;
  const layout = layoutHeatmap(width, height);
  const grid = gridOf(values, channels, classOrder, channelOrder, channelOrder.length, classOrder.length);
  return (
    <svg width={width + titleRoom.left} height={layout.height + titleRoom.bottom}>
      <g transform={`translate(${titleRoom.left},0)`}>
        <text y={13} className="strong">
          {words.title}
        </text>
        <RampBar layout={layout} text={words.legend} ticks={scaleLinear([0, 1], [0, 1]).ticks(2)} domain={[0, 1]} format={words.format} />
        <image
          href={pictureOf(pixelsOf(grid, [0, 1]), grid.columns, grid.rows)}
          y={layout.plotTop}
          width={width}
          height={height}
          preserveAspectRatio="none"
          style={{ imageRendering: 'pixelated' }}
        />
        <AxisTitles x={words.xTitle} y={[{ text: words.yTitle, top: layout.plotTop, bottom: layout.height }]} left={0} right={width} bottom={layout.height} />
      </g>
    </svg>
  );
}
