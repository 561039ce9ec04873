import type { PlotArea } from './plotArea';

interface YGridProps extends Pick<PlotArea, 'left' | 'right'> {
  ticks: readonly number[];
  /** Value to px. */
  y: (value: number) => number;
  format: (value: number) => string;
}

/** A vertical axis: a line across the plot at each tick, and its value to the left of it. */
export const YGrid = ({ ticks, y, left, right, format }: YGridProps) =>
  ticks.map((tick) => (
    <g key={tick}>
      <line className="grid" x1={left} x2={right} y1={y(tick)} y2={y(tick)} />
      <text x={left - 6} y={y(tick) + 3.5} textAnchor="end">
        {format(tick)}
      </text>
    </g>
  ));
