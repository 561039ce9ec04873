import { useContext } from 'react';
import { FixedWidth } from '../useSize';
import { domainOf } from './geometry';

/** One number of every channel. */
export interface StripLine {
  key: string;
  label: string;
  values: Float32Array;
  tone: 'accent' | 'neutral';
}

interface StripLinesProps {
  lines: readonly StripLine[];
  /** Channels from left to right. */
  order: readonly number[];
  width: number;
}

/** Height of one line, px. */
export const STRIP = 44;

function curve(values: Float32Array, order: readonly number[], width: number): { path: string; zero: number } {
  const [low, high] = domainOf(values);
  const y = (value: number): number => 4 + (1 - (value - low) / (high - low)) * (STRIP - 8);
  const step = width / order.length;
  const points = order.map((channel, i) => `${((i + 0.5) * step).toFixed(1)},${y(values[channel]!).toFixed(1)}`);
  return { path: `M${points.join('L')}`, zero: y(0) };
}

export function StripLines({ lines, order, width }: StripLinesProps) {
  return lines.map(({ key, label, values, tone }, i) => {
    const { path, zero } = curve(values, order, width);
    return (
      <g key={key} transform={`translate(0 ${i * STRIP})`}>
        <line className="grid" x1={0} x2={width} y1={zero} y2={zero} />
        <path className="curve" data-tone={tone} d={path} />
        <text className="halo" x={4} y={14}>
          {label}
        </text>
      </g>
    );
  });
}

/** The strip as one SVG, for a file, under its title. */
export function StripDrawing({ title, lines, order }: Omit<StripLinesProps, 'width'> & { title: string }) {
  const width = useContext(FixedWidth) ?? 1000;
  return (
    <svg width={width} height={28 + lines.length * STRIP}>
      <text y={16} className="strong">
        {title}
      </text>
      <g className="strip" transform="translate(0 28)">
        <StripLines lines={lines} order={order} width={width} />
      </g>
    </svg>
  );
}
