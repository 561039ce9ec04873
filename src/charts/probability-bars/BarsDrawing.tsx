import { useContext } from 'react';
import { textWidth } from '../text';
import { FixedWidth } from '../useSize';
import type { ProbabilityRow } from './geometry';

const step = 24;

/** Class probabilities as one SVG, for a file: the bar is what is now, the tick what was before. */
export function BarsDrawing({ rows, format, axisTitle }: { rows: readonly ProbabilityRow[]; format: (probability: number) => string; axisTitle: string }) {
  const width = useContext(FixedWidth) ?? 480;
  const left = Math.min(width / 2, Math.max(...rows.map(({ label }) => textWidth(`${label} ✓`, 12)))) + 8;
  const right = width - 90;
  const x = (probability: number) => left + probability * (right - left);
  const bottom = rows.length * step;
  return (
    <svg width={width} height={bottom + 36}>
      {[0, 0.5, 1].map((tick) => (
        <g key={tick}>
          <line className="grid" x1={x(tick)} x2={x(tick)} y1={0} y2={bottom} />
          <text x={x(tick)} y={bottom + 14} textAnchor="middle">
            {format(tick)}
          </text>
        </g>
      ))}
      <text x={(left + right) / 2} y={bottom + 30} textAnchor="middle">
        {axisTitle}
      </text>
      {rows.map(({ id, label, before, after, truth }, i) => (
        <g key={id} transform={`translate(0,${i * step})`}>
          <text x={left - 8} y={16} textAnchor="end" className={truth ? 'strong' : undefined}>
            {truth ? `${label} ✓` : label}
          </text>
          <rect x={left} y={5} width={x(after ?? before) - left} height={14} fill="var(--accent)" />
          {after !== undefined && <line x1={x(before)} x2={x(before)} y1={2} y2={22} stroke="var(--ink)" strokeWidth={2} />}
          <text x={right + 10} y={16}>
            {after === undefined ? format(before) : `${format(before)} → ${format(after)}`}
          </text>
        </g>
      ))}
    </svg>
  );
}
