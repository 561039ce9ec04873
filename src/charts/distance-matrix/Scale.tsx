import { useScheme } from '../useScheme';
import { rampAt } from './paint';

const bar = 60;

interface ScaleProps {
  limit: number;
  legend: string;
  format: (value: number) => string;
  top: number;
  width: number;
}

/** The bar of colours from none to the largest distance. */
export function Scale({ limit, legend, format, top, width }: ScaleProps) {
  const scheme = useScheme();
  const left = width - bar - 32;
  return (
    <g transform={`translate(0,${top})`}>
      <text y={9}>{legend}</text>
      {Array.from({ length: bar }, (_, i) => (
        <rect key={i} x={left + i} width={1.2} height={9} fill={rampAt(i / (bar - 1), scheme)} />
      ))}
      <text x={left - 5} y={9} textAnchor="end">
        {format(0)}
      </text>
      <text x={left + bar + 5} y={9}>
        {format(limit)}
      </text>
    </g>
  );
}
