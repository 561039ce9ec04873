import { useContext } from 'react';
import { AxisTitles, titleRoom } from '../AxisTitles';
import { pictureOf } from '../canvas';
import { gridOf } from '../class-heatmap/geometry';
import { useScheme } from '../useScheme';
import { FixedWidth } from '../useSize';
import { pixelsOf } from './paint';
import { Scale } from './Scale';

interface MatrixDrawingProps {
  title: string;
  distances: Float32Array;
  order: ArrayLike<number>;
  limit: number;
  format: (value: number) => string;
  legend: string;
  axisTitle: string;
}

const head = 20;

/** The matrix as one SVG, for a file: a pixel for each pair of classes. */
export function MatrixDrawing({ title, distances, order, limit, format, legend, axisTitle }: MatrixDrawingProps) {
  const size = (useContext(FixedWidth) ?? 500) - titleRoom.left;
  const scheme = useScheme();
  const { length } = order;
  const grid = gridOf(distances, length, order, order, length, length);
  return (
    <svg width={size + titleRoom.left} height={head + size + titleRoom.bottom + 24}>
      <g transform={`translate(${titleRoom.left},${head})`}>
        <text y={-7} className="strong">
          {title}
        </text>
        <image
          href={pictureOf(pixelsOf(grid, limit, scheme), length, length)}
          width={size}
          height={size}
          preserveAspectRatio="none"
          style={{ imageRendering: 'pixelated' }}
        />
        <AxisTitles x={axisTitle} y={[{ text: axisTitle, top: 0, bottom: size }]} left={0} right={size} bottom={size} />
        <Scale limit={limit} legend={legend} format={format} top={size + titleRoom.bottom + 8} width={size} />
      </g>
    </svg>
  );
}
