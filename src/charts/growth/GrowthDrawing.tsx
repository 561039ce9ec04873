import { useContext } from 'react';
import { FixedWidth } from '../useSize';
import { shares } from './geometry';
import type { GrowthRow } from './Growth';

interface GrowthDrawingProps {
  label: string;
  /** Head of the drawn amount. */
  head: string;
  rows: readonly GrowthRow[];
  format: (value: number) => string;
}

const step = 22;
/** Edges of the columns: what the cases are, and how much. */
const [cases, amounts] = [80, 180];

/** How the first of two amounts grows as one SVG, for a file: a bar for each case. */
export function GrowthDrawing({ label, head, rows, format }: GrowthDrawingProps) {
  const width = useContext(FixedWidth) ?? 420;
  const lengths = shares(rows.map(({ values }) => values[0]));
  return (
    <svg width={width} height={(rows.length + 1) * step}>
      <text x={cases} y={15} textAnchor="end">
        {label}
      </text>
      <text x={amounts} y={15} textAnchor="end">
        {head}
      </text>
      {rows.map(({ key, label: name, values, own }, i) => (
        <g key={key} transform={`translate(0,${(i + 1) * step})`} className={own ? 'own' : undefined}>
          <text x={cases} y={15} textAnchor="end" className={own ? 'strong' : undefined}>
            {name}
          </text>
          <text x={amounts} y={15} textAnchor="end" className={own ? 'strong' : undefined}>
            {format(values[0])}
          </text>
          <rect x={amounts + 16} y={5} width={lengths[i]! * (width - amounts - 16)} height={12} rx={2} fill={own ? 'var(--accent)' : 'var(--band)'} />
        </g>
      ))}
    </svg>
  );
}
