import { cutText, spreadLabels } from '../text';
import { intervalOf, linePath, valueOf, type DepthLayout, type DepthSeries, type RowLayout } from './geometry';

interface PointsProps {
  series: DepthSeries;
  x: readonly number[];
  y: (value: number) => number;
  /** px between two blocks. */
  step: number;
}

/** A point at each value over its interval. */
function Points({ series: { values, points }, x, y, step }: PointsProps) {
  const radius = Math.min(3, Math.max(1.4, step * 0.18));
  return values.map((mark, i) => {
    const value = valueOf(mark);
    if (value === undefined) return null;
    const interval = intervalOf(mark);
    const place = { fill: 'var(--panel)', stroke: 'var(--ink)', strokeWidth: 1.3 };
    return (
      <g key={x[i]}>
        {interval && <line x1={x[i]} x2={x[i]} y1={y(interval.low)} y2={y(interval.high)} stroke="var(--ink)" strokeOpacity={0.4} />}
        {points === 'square' ? (
          <rect x={x[i]! - radius} y={y(value) - radius} width={2 * radius} height={2 * radius} {...place} />
        ) : (
          <circle cx={x[i]} cy={y(value)} r={radius} {...place} fill="var(--ink)" />
        )}
      </g>
    );
  });
}

/** The thin lines of a row, named at their right ends. */
export function ExtraLines({ layout, row }: { layout: DepthLayout; row: RowLayout }) {
  const series = row.row.extra ?? [];
  const labelled = series.filter(({ label }) => label !== undefined);
  const ends = labelled.map(({ values }) => values.map(valueOf).findLast((value) => value !== undefined) ?? 0);
  const labels = spreadLabels(ends.map((end) => row.y(end)), 12, row.top + 4, row.bottom);
  const end = layout.width - layout.right;
  return series.map((extra) => {
    const { key, label, values, at, points, dash, thin } = extra;
    const x = at ? at.map((place) => layout.left + (place + 0.5) * layout.step) : layout.x;
    return (
      <g key={key}>
        <path
          d={linePath(x, row.y, values.map(valueOf))}
          fill="none"
          stroke={points ? 'var(--ink)' : 'var(--ink-2)'}
          strokeWidth={thin ? 0.8 : 1.2}
          strokeOpacity={thin ? 0.55 : undefined}
          strokeDasharray={dash}
          strokeLinejoin="round"
        />
        {points && <Points series={extra} x={x} y={row.y} step={layout.step} />}
        {label !== undefined && (
          <text x={end + 6} y={labels[labelled.indexOf(extra)]! + 3.5}>
            {points ? cutText(label, 11, layout.right - 8) : label}
          </text>
        )}
      </g>
    );
  });
}
